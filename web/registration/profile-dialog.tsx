import { Button, Checkbox, Fieldset, NumberInput, SimpleGrid, Stack } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import {
  createRoleProfile,
  editRoleProfile,
  listRoleProfiles,
  type ProfileRole,
  type RoleProfile,
} from '../../contract/assignment.ts'
import type { FieldDescription } from '../../contract/configuration.ts'
import { useCatalogue } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import type { Form } from '../ui/form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { ElementFields } from '../users/record/element-fields.tsx'
import { NameFields, useChoiceForm } from './choice-form.tsx'
import classes from './registration.module.css'

type Props = {
  profile: RoleProfile
  isNew: boolean
  onClose: () => void
  onSaved: (profile: RoleProfile) => void
}

const newRole: ProfileRole = { role_type: '', status: 'ACTIVE' }

/** Adds or edits a role profile. */
export function ProfileDialog({ profile, isNew, onClose, onSaved }: Props) {
  const t = useText()
  const form = useChoiceForm<RoleProfile>({
    isNew,
    create: createRoleProfile,
    replace: editRoleProfile,
    list: listRoleProfiles,
    initial: profile,
    onSaved,
  })
  const { roles } = form.values
  return (
    <FormDialog
      isWide
      title={t(isNew ? 'assignment.addProfile' : 'assignment.editProfile')}
      form={form}
      onClose={onClose}
    >
      <NameFields form={form as never} isNew={isNew} />
      {roles.map((role, index) => (
        <RoleFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a role has nothing else that stays while it is edited
          key={index}
          index={index}
          form={form}
          onChange={changed => form.set('roles', roles.with(index, { ...role, ...changed }))}
          onRemove={() => form.set('roles', roles.toSpliced(index, 1))}
        />
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => form.set('roles', [...roles, newRole])}
        className={classes.start}
      >
        {t('assignment.addRole')}
      </Button>
    </FormDialog>
  )
}

type RoleProps = {
  index: number
  form: Form<RoleProfile>
  onChange: (changed: object) => void
  onRemove: () => void
}

/** One role of the profile, with the fields that it has in a record, and its end as a number of days. */
function RoleFields({ index, form, onChange, onRemove }: RoleProps) {
  const t = useText()
  const { segments } = useCatalogue()
  const segment = segments.find(one => one.kind === 'role')
  const role = form.values.roles[index]!
  if (!segment) return null
  return (
    <Fieldset legend={t('assignment.role', { number: index + 1 })}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
          <ElementFields
            segment={segment}
            values={role}
            onChange={(name, value) => onChange({ [name]: value ?? undefined })}
            errorOf={name => form.errorOf(`roles/${index}/${name}`)}
            recordType="STAFF"
            isLeftOut={isOwnToRecords}
          />
          <NumberInput
            label={t('assignment.expiryDays')}
            description={t('assignment.expiryDaysHint')}
            value={role.expiry_days ?? ''}
            onChange={days => onChange({ expiry_days: days === '' ? undefined : Number(days) })}
            error={form.errorOf(`roles/${index}/expiry_days`)}
            min={0}
            max={36_500}
            allowDecimal={false}
          />
        </SimpleGrid>
        <Checkbox
          label={t('assignment.isGiven')}
          checked={role.status === 'ACTIVE'}
          onChange={event => onChange({ status: event.currentTarget.checked ? 'ACTIVE' : 'INACTIVE' })}
        />
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={onRemove}
          className={classes.start}
        >
          {t('assignment.removeRole', { number: index + 1 })}
        </Button>
      </Stack>
    </Fieldset>
  )
}

const isOwnToRecords = (field: FieldDescription) => ['expiry_date', 'status'].includes(field.name)
