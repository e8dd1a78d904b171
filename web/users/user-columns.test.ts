import { expect, test } from 'vitest'
import { messages } from '../messages/en.ts'
import { metaOf } from '../ui/table/columns.ts'
import { type UserTab, userTabs } from './search.ts'
import { userColumns } from './user-columns.tsx'

const shownIn = (tab: UserTab) =>
  userColumns(tab)
    .map(metaOf)
    .filter(meta => !meta.isHiddenAtFirst)
    .map(meta => messages[meta.label])

test('the columns of the list are those of the seed in its order; which ones depends on the tab', () => {
  const everything = [
    ...['Active', 'Name', 'Account type', 'Record type', 'Job category', 'User group', 'Expiration date'],
    ...['Blocks', 'Notes', 'Researcher'],
  ]
  const without = (...names: string[]) => everything.filter(name => !names.includes(name))
  expect(Object.fromEntries(userTabs.map(tab => [tab, shownIn(tab)]))).toEqual({
    ALL: everything,
    STAFF: without('Record type'),
    PUBLIC: without('Record type'),
    CONTACT: without('Record type', 'User group', 'Blocks'),
  })
})
