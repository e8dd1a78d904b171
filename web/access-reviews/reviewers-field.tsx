import { Loader, MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readLetterOptions } from '../../contract/letters.ts'
import { listUsers } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { useUserNames } from '../users/user-names.ts'
import classes from './access-reviews.module.css'

type Props = { value: readonly number[]; onChange: (value: number[]) => void; error: string | undefined }

const waitMilliseconds = 200

/** Several users, each found by any part of the name or by an identifier; those whom no letter reaches are named. */
export function ReviewersField({ value, onChange, error }: Props) {
  const t = useText()
  const nameOf = useUserNames(value)
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim(), waitMilliseconds)
  const { data, isFetching } = useQuery({
    ...q(listUsers, { query: { q: asked, limit: 10 } }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  })
  const silent = useSilent(value)
  const chosen = value.map(id => ({ value: String(id), label: nameOf(id) || String(id) }))
  const found = asked === '' ? [] : (data?.items ?? [])
  const others = found
    .filter(user => !value.includes(user.userId))
    .map(user => ({ value: String(user.userId), label: `${user.name} (${user.primaryId})` }))
  const warning =
    silent.length > 0 ? t('reviews.unreachable', { names: silent.map(nameOf).join('; ') }) : undefined
  return (
    <MultiSelect
      label={t('reviews.reviewers')}
      description={warning ?? t('reviews.reviewersHelp')}
      error={error}
      required
      searchable
      classNames={{ inputField: classes.search }}
      hidePickedOptions
      data={[...chosen, ...others]}
      filter={({ options }) => options}
      value={value.map(String)}
      onChange={ids => {
        onChange(ids.map(Number))
        setTyped('')
      }}
      searchValue={typed}
      onSearchChange={setTyped}
      // Without a text there is nobody to choose from, and a list of nobody is none.
      dropdownOpened={typed.trim() !== ''}
      onDropdownClose={() => setTyped('')}
      nothingFoundMessage={t('record.nobodyFound')}
      rightSection={isFetching ? <Loader size={14} /> : undefined}
    />
  )
}

/** Those of them who have no address for letters. */
function useSilent(userIds: readonly number[]): number[] {
  const answers = useQueries({ queries: userIds.map(userId => q(readLetterOptions, { params: { userId } })) })
  return userIds.filter((_, index) => {
    const options = answers[index]?.data
    return options !== undefined && options.recipient === undefined
  })
}
