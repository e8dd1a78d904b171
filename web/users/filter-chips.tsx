import { Button, CloseButton, Group, Text } from '@mantine/core'
import { useText } from '../i18n/use-text.ts'
import { useDescribeFilter } from './describe-filter.ts'
import { facets, useFacetLabel } from './facets.tsx'
import classes from './filter-chips.module.css'
import { filterInSearch } from './filter-of-url.ts'
import type { UsersSearch } from './search.ts'

type Props = { search: UsersSearch; onChange: (change: Partial<UsersSearch>) => void }

/** Everything that narrows the list, each removable. */
export function FilterChips({ search, onChange }: Props) {
  const t = useText()
  const chips = useChips(search)
  if (chips.length === 0) return null
  return (
    <Group gap={6} component="ul" className={classes.chips} aria-label={t('facets.active')}>
      {chips.map(({ key, text, change }) => (
        <li key={key} className={classes.chip}>
          <Text span size="xs" truncate title={text}>
            <bdi>{text}</bdi>
          </Text>
          <CloseButton
            size="xs"
            iconSize={12}
            aria-label={t('facets.chip.remove', { text })}
            onClick={() => onChange(change)}
          />
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Button variant="subtle" size="compact-xs" onClick={() => onChange(nothingChosen)}>
            {t('facets.clearAll')}
          </Button>
        </li>
      )}
    </Group>
  )
}

/** The list without any search or filter. */
export const nothingChosen: Partial<UsersSearch> = {
  q: undefined,
  index: undefined,
  accountType: undefined,
  role: undefined,
  userGroup: undefined,
  status: undefined,
  filter: undefined,
}

function useChips(search: UsersSearch) {
  const t = useText()
  const labelOf = useFacetLabel()
  const inWords = useDescribeFilter()
  const { q, index, filter } = search
  return [
    ...(q
      ? [
          {
            key: 'q',
            text: t('facets.chip.q', {
              index: index ? t(`search.index.${index}`) : t('facets.chip.everywhere'),
              text: q,
            }),
            change: { q: undefined, index: undefined },
          },
        ]
      : []),
    ...facets.flatMap(({ name }) => {
      const value = search[name]
      const text = value && `${t(`facets.${name}`)}: ${labelOf(name, value)}`
      return text ? [{ key: name, text, change: { [name]: undefined } as Partial<UsersSearch> }] : []
    }),
    ...(filter
      ? [
          {
            key: 'filter',
            text: t('facets.chip.filter', { description: inWords(filterInSearch(search)) }),
            change: { filter: undefined },
          },
        ]
      : []),
  ]
}
