type BlockedAction = 'LOAN' | 'RENEW' | 'HOLD' | 'ILL'

type BlockDefinition = {
  code: string
  label: string
  block_type: 'GENERAL' | 'LOAN' | 'CASH' | 'CONSORTIAL'
  /** Alma's number for the combination of actions. */
  blocked_action: '01' | '02' | '03' | '04' | '05'
  actions: readonly BlockedAction[]
  /** Who may override: everybody, nobody, desk managers, or desk managers and operators. */
  overridable: 'ALL' | 'NONE' | 'CIRCDESC' | 'OPERATOR'
  network_block: boolean
}

const actionsOf = {
  '01': ['LOAN'],
  '02': ['LOAN', 'RENEW'],
  '03': ['LOAN', 'RENEW', 'HOLD'],
  '04': ['ILL'],
  '05': ['LOAN', 'RENEW', 'HOLD', 'ILL'],
} as const

type Settings = Omit<BlockDefinition, 'code' | 'label' | 'actions' | 'network_block'>

const block = (code: string, label: string, settings: Settings): BlockDefinition => ({
  code,
  label,
  ...settings,
  actions: actionsOf[settings.blocked_action],
  network_block: settings.block_type === 'CONSORTIAL',
})

/** The blocks that staff can put on a user, and what each forbids. */
export const blockDefinitions: readonly BlockDefinition[] = [
  block('01-LOST', 'Card reported lost', {
    block_type: 'LOAN',
    blocked_action: '01',
    overridable: 'CIRCDESC',
  }),
  block('02-GLOBAL', 'Privileges suspended', {
    block_type: 'GENERAL',
    blocked_action: '03',
    overridable: 'NONE',
  }),
  block('03-ADDRESS', 'Mail returned, address needed', {
    block_type: 'GENERAL',
    blocked_action: '01',
    overridable: 'ALL',
  }),
  block('04-ILL', 'No interlibrary loans', {
    block_type: 'GENERAL',
    blocked_action: '04',
    overridable: 'CIRCDESC',
  }),
  block('05-BILL', 'Unpaid replacement bill', {
    block_type: 'CASH',
    blocked_action: '02',
    overridable: 'CIRCDESC',
  }),
  block('06-LOCAL', 'See the desk manager', {
    block_type: 'GENERAL',
    blocked_action: '01',
    overridable: 'OPERATOR',
  }),
  block('OVERDUE', 'Long overdue items', {
    block_type: 'LOAN',
    blocked_action: '02',
    overridable: 'OPERATOR',
  }),
  block('CONSORTIA', 'Blocked in the consortium', {
    block_type: 'CONSORTIAL',
    blocked_action: '05',
    overridable: 'NONE',
  }),
]
