import type { blocks as english } from './blocks.en.ts'

/** Was Sperren und der Zustand eines Kontos verbieten. */
export const blocks = {
  'blocked.why': 'Warum gesperrt?',
  'blocked.title': 'Was nicht erlaubt ist und warum',
  'blocked.inactive': 'Das Konto ist inaktiv',
  'blocked.expired': 'Das Konto ist am {date} abgelaufen',
  'blocked.until': 'bis {date}',
  'blocked.action.LOGIN': 'Anmelden',
  'blocked.action.LOAN': 'Ausleihen',
  'blocked.action.RENEW': 'Verlängern',
  'blocked.action.HOLD': 'Vormerken und bestellen',
  'blocked.action.ILL': 'Fernleihe',
  'blockState.active': 'Aktiv',
  'blockState.inactive': 'Inaktiv',
  'blockState.expired': 'Abgelaufen',
  'userName.gone': 'Benutzer {id}, nicht mehr vorhanden',
} satisfies Record<keyof typeof english, string>
