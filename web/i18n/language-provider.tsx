import { DirectionProvider, useDirection } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { IntlProvider } from 'react-intl'
import type { Messages } from '../messages/en.ts'
import { applyLanguage, type Language, languages, loadMessages } from './languages.ts'

type LanguageChoice = { language: Language; choose: (language: Language) => Promise<void> }

const LanguageContext = createContext<LanguageChoice>({ language: 'en', choose: async () => {} })

/** The language of the screen and how to change it. */
export const useLanguage = () => useContext(LanguageContext)

type Props = { language: Language; messages: Messages; children: ReactNode }

/** Texts, number formats, calendar words and reading direction for everything below it. */
export function LanguageProvider(props: Props) {
  return (
    <DirectionProvider initialDirection={languages[props.language].direction} detectDirection={false}>
      <Texts {...props} />
    </DirectionProvider>
  )
}

function Texts({ language: first, messages: firstMessages, children }: Props) {
  const [current, setCurrent] = useState({ language: first, messages: firstMessages })
  const { setDirection } = useDirection()

  async function choose(language: Language) {
    const messages = await loadMessages(language)
    applyLanguage(language)
    setDirection(languages[language].direction)
    setCurrent({ language, messages })
  }

  return (
    <LanguageContext value={{ language: current.language, choose }}>
      <IntlProvider
        locale={languages[current.language].formats}
        messages={current.messages}
        defaultLocale="en"
      >
        <DatesProvider settings={{ locale: current.language, firstDayOfWeek: 1 }}>{children}</DatesProvider>
      </IntlProvider>
    </LanguageContext>
  )
}
