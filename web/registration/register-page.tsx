import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { registerUser } from '../../contract/registration.ts'
import { nextPrimaryId } from '../../contract/settings.ts'
import { call } from '../api/client.ts'
import { useCatalogue, useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { NewUserPage } from '../users/add/new-user-page.tsx'
import { useNewUser } from '../users/add/use-new-user.ts'
import { RegistrationPanel } from './registration-panel.tsx'
import { useTerms, withTerms } from './use-terms.ts'

const route = getRouteApi('/shell/users/register')

/** Registers a patron at a desk: a primary identifier is there, and the terms of use say how long it is good (K3). */
export function RegisterPage() {
  const { recordType = 'PUBLIC' } = route.useSearch()
  const { fields } = useCatalogue()
  const { data, isPending } = useGeneratedId()
  if (fields.length === 0 || isPending) return <Skeleton height={400} />
  return <Register recordType={recordType} primaryId={data?.primaryId} />
}

/** One identifier for each visit of the page: none is given out twice. */
function useGeneratedId() {
  const [visit] = useState(() => crypto.randomUUID())
  return useQuery({
    queryKey: ['register', visit],
    queryFn: () => call(nextPrimaryId, {}),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
}

function Register({
  recordType,
  primaryId,
}: {
  recordType: 'PUBLIC' | 'STAFF'
  primaryId?: string | undefined
}) {
  const t = useText()
  const { label } = useCodes()
  const user = useNewUser({
    endpoint: registerUser,
    recordType,
    initial: { primary_id: primaryId },
    also: alsoSent,
  })
  const terms = useTerms(recordType, user.form.values)
  const form = withTerms(user.form, terms)
  return (
    <NewUserPage
      title={t('register.title')}
      subtitle={t('addUser.subtitle', { type: label('AddNewUserOptions', recordType) })}
      recordType={recordType}
      user={{ ...user, form }}
    >
      <RegistrationPanel form={form} terms={terms} />
    </NewUserPage>
  )
}

/** Dates that nobody touched are left to the terms of use; a date that was taken away is none. */
function alsoSent(values: Record<string, unknown>) {
  const linked = values['linked'] as { institution: { code: string }; userId: number } | undefined
  return {
    values: 'expiry_date' in values ? { expiry_date: values['expiry_date'] ?? null } : {},
    ...('roleExpiryDate' in values ? { roleExpiryDate: values['roleExpiryDate'] ?? null } : {}),
    ...(values['hasInstitutionalRecord'] ? { hasInstitutionalRecord: true } : {}),
    ...(linked ? { linkedTo: { institution: linked.institution.code, userId: linked.userId } } : {}),
  }
}
