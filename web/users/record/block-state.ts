export type BlockState = 'active' | 'inactive' | 'expired'

/** How a block stands on a day; it counts to the end of its last day (features F1). */
export function blockState(values: Readonly<Record<string, unknown>>, today: string): BlockState {
  if (values['status'] !== 'ACTIVE') return 'inactive'
  const expiry = values['expiry_date']
  return typeof expiry === 'string' && expiry !== '' && expiry < today ? 'expired' : 'active'
}
