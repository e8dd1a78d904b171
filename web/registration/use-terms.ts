import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { readTermsFor, type TermsToday } from '../../contract/registration.ts'
import { q } from '../api/query.ts'
import type { NewUserForm } from '../users/add/use-new-user.ts'

/** The terms of use for what has been entered so far. */
export function useTerms(
  recordType: 'PUBLIC' | 'STAFF',
  values: Record<string, unknown>,
): TermsToday | undefined {
  const text = (name: string) => (values[name] ? String(values[name]) : undefined)
  const query = {
    recordType,
    userGroup: text('user_group'),
    jobCategory: text('job_category'),
    isExternal: values['hasInstitutionalRecord'] === true,
  }
  const { data } = useQuery({ ...q(readTermsFor, { query }), placeholderData: keepPreviousData })
  return data?.terms
}

/** The form with the dates of the terms where nobody has entered others. */
export function withTerms(form: NewUserForm, terms: TermsToday | undefined): NewUserForm {
  const dates = { expiry_date: terms?.expiryDate, roleExpiryDate: terms?.roleExpiryDate }
  return { ...form, values: { ...dates, ...form.values } }
}
