import { createTerms, editTerms, listTerms, type RegistrationTerms } from '../../contract/assignment.ts'
import { useText } from '../i18n/use-text.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { NameFields, useChoiceForm } from './choice-form.tsx'
import { PeriodField } from './period-field.tsx'

type Props = { terms: RegistrationTerms; isNew: boolean; onClose: () => void }

/** Adds or edits terms of use. */
export function TermsDialog({ terms, isNew, onClose }: Props) {
  const t = useText()
  const form = useChoiceForm<RegistrationTerms>({
    isNew,
    create: createTerms,
    replace: editTerms,
    list: listTerms,
    initial: terms,
    onSaved: onClose,
  })
  return (
    <FormDialog isWide title={t(isNew ? 'terms.add' : 'terms.edit')} form={form} onClose={onClose}>
      <NameFields form={form as never} isNew={isNew} />
      {(['userRenewal', 'roleRenewal'] as const).map(name => (
        <PeriodField
          key={name}
          label={t(`terms.${name}`)}
          period={form.values[name]}
          onChange={period => form.set(name, period)}
          error={form.errorOf(name)}
        />
      ))}
    </FormDialog>
  )
}
