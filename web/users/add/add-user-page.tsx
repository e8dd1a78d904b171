import { Skeleton } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { createUser } from '../../../contract/users.ts'
import { useCatalogue, useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { NewPasswordFields } from '../../session/new-password.tsx'
import { NewUserPage } from './new-user-page.tsx'
import { useNewUser } from './use-new-user.ts'

const route = getRouteApi('/shell/users/new')

/** Quick user management: a new user of any record type (features K1). */
export function AddUserPage() {
  const { recordType = 'PUBLIC' } = route.useSearch()
  const { fields } = useCatalogue()
  if (fields.length === 0) return <Skeleton height={400} />
  return <AddUser key={recordType} recordType={recordType} />
}

function AddUser({ recordType }: { recordType: 'PUBLIC' | 'STAFF' | 'CONTACT' }) {
  const t = useText()
  const { label } = useCodes()
  const user = useNewUser({
    endpoint: createUser,
    recordType,
    also: ({ password }) => (password ? { password } : {}),
  })
  const [isDifferent, setDifferent] = useState(false)
  const { password = '', again = '' } = user.form.values
  function save(how: Parameters<typeof user.save>[0]) {
    setDifferent(password !== again)
    if (password === again) user.save(how)
  }
  return (
    <NewUserPage
      title={t('addUser.title')}
      subtitle={t('addUser.subtitle', { type: label('AddNewUserOptions', recordType) })}
      recordType={recordType}
      user={{ ...user, save }}
      password={<NewPasswordFields form={user.form} isDifferent={isDifferent} isOptional />}
    />
  )
}
