import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { facetUsers, type UserFacets } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { FacetGroup } from './facet-group.tsx'
import classes from './facets.module.css'
import { facetsOfSearch } from './filter-of-url.ts'
import type { UsersSearch } from './search.ts'

type Facet = {
  name: keyof Omit<UserFacets, 'recordType'>
  table: string | undefined
  /** Everybody has exactly one of these: they stand in this order below "All", also with nobody (seed 002). */
  fixed?: readonly string[]
}

/** Which facets there are, in which order, and the code table of their values. */
export const facets = [
  { name: 'accountType', table: 'UserUserType', fixed: ['EXTERNAL', 'INTERNAL', 'INTEXTAUTH'] },
  { name: 'role', table: 'HFrUserRoles.roleType' },
  { name: 'status', table: undefined, fixed: ['current', 'lapsed'] },
  { name: 'userGroup', table: 'UserGroups' },
] as const satisfies readonly Facet[]

/** Counts per value; those of before stay until the new ones are here, so that nothing jumps. */
export function useFacets(search: UsersSearch) {
  return useQuery({
    ...q(facetUsers, { query: facetsOfSearch(search) }),
    placeholderData: keepPreviousData,
  })
}

/** Words for a value of a facet. */
export function useFacetLabel() {
  const t = useText()
  const { label } = useCodes()
  return (name: (typeof facets)[number]['name'], value: string) => {
    const table = facets.find(facet => facet.name === name)?.table
    return table ? label(table, value) : t.of(`facets.status.${value}`, value)
  }
}

type Props = { search: UsersSearch; onChange: (change: Partial<UsersSearch>) => void }

/** The filters beside the list, each value with the number of users that it would leave. */
export function Facets({ search, onChange }: Props) {
  const t = useText()
  const labelOf = useFacetLabel()
  const { data, isError } = useFacets(search)
  const shown = facets.filter(({ name }) => !(search.tab === 'CONTACT' && name === 'userGroup'))
  return (
    <section className={classes.facets} aria-label={t('facets.title')}>
      {shown.map(({ name, ...facet }) => (
        <FacetGroup
          key={name}
          title={t(`facets.${name}`)}
          values={
            isError
              ? []
              : data &&
                valuesOf(data[name], 'fixed' in facet ? facet.fixed : undefined).map(one => ({
                  ...one,
                  label: labelOf(name, one.value),
                }))
          }
          hasAll={'fixed' in facet}
          chosen={search[name]}
          chosenLabel={search[name] ? labelOf(name, search[name]) : ''}
          onChoose={value => onChange({ [name]: value })}
        />
      ))}
    </section>
  )
}

type Count = UserFacets['status'][number]

/** Fixed values in their order, with 0 for those that nobody has; else the values as they were counted. */
export function valuesOf(counts: readonly Count[], fixed: readonly string[] | undefined): readonly Count[] {
  if (!fixed) return counts
  const others = counts.filter(one => !fixed.includes(one.value))
  return [...fixed.map(value => counts.find(one => one.value === value) ?? { value, count: 0 }), ...others]
}
