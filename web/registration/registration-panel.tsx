import { Button, Checkbox, Group, SimpleGrid, Text } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listPartners, type PersonElsewhere, type TermsToday } from '../../contract/registration.ts'
import { q } from '../api/query.ts'
import { useCatalogue, useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { DateField } from '../ui/date-field.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { Panel } from '../ui/panel.tsx'
import { TextButton } from '../ui/text-button.tsx'
import type { NewUserForm } from '../users/add/use-new-user.ts'
import { ElsewhereDialog } from './elsewhere-dialog.tsx'

type Props = { form: NewUserForm; terms: TermsToday | undefined }

/** What registering has beside the record: where else the patron is known, and the terms of use. */
export function RegistrationPanel({ form, terms }: Props) {
  const t = useText()
  const { label } = useCodes()
  const { institutionalIdentifierType: type } = useCatalogue()
  const byWhat = type === 'USERNAME' ? t('field.primary_id') : label('UserIdentifierTypes', type)
  return (
    <Panel title={t('register.panel')} aside={<FindElsewhere form={form} />}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md" verticalSpacing="sm">
        <Checkbox
          {...form.check('hasInstitutionalRecord')}
          label={t('register.institutional')}
          description={t('register.institutionalHint', { type: byWhat })}
        />
        <div>
          <Text size="sm" fw={500}>
            {t('register.terms')}
          </Text>
          <Text size="sm" role="status">
            {terms ? <bdi>{terms.name}</bdi> : t('register.noTerms')}
          </Text>
          <Text size="xs" c="dimmed">
            {t('register.termsHint')}
          </Text>
        </div>
        <DateField
          label={t('register.roleExpiryDate')}
          value={form.values['roleExpiryDate'] as string | undefined}
          onChange={date => form.set('roleExpiryDate', date)}
          error={form.errorOf('roleExpiryDate')}
        />
      </SimpleGrid>
    </Panel>
  )
}

/** Partner institutions may know the patron already; there may be none. */
function FindElsewhere({ form }: { form: NewUserForm }) {
  const t = useText()
  const { data } = useQuery(q(listPartners, {}))
  const [isOpen, setOpen] = useState(false)
  const linked = form.values['linked'] as PersonElsewhere | undefined
  if (linked)
    return (
      <Group gap="xs">
        <Text size="sm">
          {t('register.linked', { name: linked.name, institution: linked.institution.name })}
        </Text>
        <TextButton onClick={() => form.set('linked', undefined)} label={t('register.unlink')}>
          {t('register.unlink')}
        </TextButton>
      </Group>
    )
  return (
    <>
      <ForbiddenAction reason={data?.items.length === 0 ? t('register.noPartners') : undefined}>
        <Button
          variant="default"
          leftSection={<IconSearch size={16} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {t('register.findElsewhere')}
        </Button>
      </ForbiddenAction>
      {isOpen && <ElsewhereDialog form={form} onClose={() => setOpen(false)} />}
    </>
  )
}
