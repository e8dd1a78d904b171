import { Loader, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { listUsers } from '../../../contract/users.ts'
import { q } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useUserName } from './use-user-name.ts'

type Props = {
  label: ReactNode
  error: string | undefined
  required: boolean
  value: unknown
  onChange: (value: unknown) => void
}

const waitMilliseconds = 200

/** Another user, found by any part of the name or by an identifier. */
export function UserField({ label, error, required, value, onChange }: Props) {
  const t = useText()
  const chosenId = typeof value === 'number' ? value : undefined
  const chosenName = useUserName(chosenId)
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim(), waitMilliseconds)
  const { data, isFetching } = useQuery({
    ...q(listUsers, { query: { q: asked, limit: 10 } }),
    enabled: asked !== '' && asked !== chosenName,
    placeholderData: keepPreviousData,
  })
  const found = (data?.items ?? []).map(user => ({
    value: String(user.userId),
    label: `${user.name} (${user.primaryId})`,
  }))
  const chosen = chosenId === undefined ? [] : [{ value: String(chosenId), label: chosenName }]
  const others = found.filter(one => one.value !== String(chosenId))
  const options = [...chosen, ...others]
  const hint = { value: '', label: asked ? t('record.nobodyFound') : t('record.typeName'), disabled: true }
  return (
    <Select
      label={label}
      error={error}
      required={required}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('form.clear') }}
      // A list always has something in it, or screen readers are told of an empty one.
      data={options.length > 0 ? options : [hint]}
      filter={({ options }) => options}
      value={chosenId === undefined ? null : String(chosenId)}
      onChange={id => onChange(id === null ? null : Number(id))}
      onSearchChange={setTyped}
      rightSection={isFetching ? <Loader size={14} /> : undefined}
    />
  )
}
