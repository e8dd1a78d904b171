import { SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  changeOwnEmail,
  changeOwnPhone,
  type OwnDetails,
  readOwnDetails,
} from '../../contract/own-details.ts'
import { changeOwnAddress, type OwnAddress } from '../../contract/users.ts'
import { invalidate } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { CodeSelect } from '../ui/code-select.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { type Form, useForm } from '../ui/form.ts'
import { FormButtons } from '../ui/form-buttons.tsx'
import { useToast } from '../ui/use-toast.ts'

type Done = { onDone: () => void }

/** Says that it is saved, and shows it. */
function useSaved(onDone: () => void) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  return async () => {
    await invalidate(client, [readOwnDetails])
    toast(t('own.saved'))
    onDone()
  }
}

export function OwnEmailForm({ address, onDone }: Done & { address: string }) {
  const t = useText()
  const onSuccess = useSaved(onDone)
  const form = useForm(changeOwnEmail, { initial: { address }, request: body => ({ body }), onSuccess })
  return (
    <Frame form={form} onCancel={onDone}>
      <TextInput
        {...form.text('address')}
        label={t('element.address')}
        type="email"
        autoComplete="email"
        dir="ltr"
        required
        autoFocus
      />
    </Frame>
  )
}

export function OwnPhoneForm({ number, onDone }: Done & { number: string }) {
  const t = useText()
  const onSuccess = useSaved(onDone)
  const form = useForm(changeOwnPhone, { initial: { number }, request: body => ({ body }), onSuccess })
  return (
    <Frame form={form} onCancel={onDone}>
      <TextInput
        {...form.text('number')}
        label={t('element.number')}
        type="tel"
        autoComplete="tel"
        dir="ltr"
        required
        autoFocus
      />
    </Frame>
  )
}

const fields = ['line1', 'line2', 'line3', 'line4', 'line5', 'city', 'state_province', 'postal_code'] as const
type Address = Record<(typeof fields)[number] | 'country', string>

type AddressProps = Done & { values: Record<string, unknown>; countries: OwnDetails['countries'] }

export function OwnAddressForm({ values, countries, onDone }: AddressProps) {
  const t = useText()
  const onSuccess = useSaved(onDone)
  const initial = Object.fromEntries(
    [...fields, 'country'].map(name => [name, String(values[name] ?? '')]),
  ) as Address
  const form = useForm(changeOwnAddress, { initial, request: given => ({ body: filled(given) }), onSuccess })
  return (
    <Frame form={form} onCancel={onDone}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
        {fields.map(name => (
          <TextInput
            key={name}
            {...form.text(name)}
            label={t(`element.${name}`)}
            autoComplete={autoComplete[name]}
            required={name === 'line1'}
            autoFocus={name === 'line1'}
          />
        ))}
        <CodeSelect
          {...form.field('country')}
          value={form.values.country || undefined}
          onChange={code => form.set('country', code ?? '')}
          label={t('element.country')}
          options={countries.map(({ code, label }) => ({ value: code, label }))}
        />
      </SimpleGrid>
    </Frame>
  )
}

/** What browsers may fill in. */
const autoComplete: Readonly<Partial<Record<(typeof fields)[number], string>>> = {
  line1: 'address-line1',
  line2: 'address-line2',
  line3: 'address-line3',
  city: 'address-level2',
  state_province: 'address-level1',
  postal_code: 'postal-code',
}

/** Empty lines are no lines; without the first one the server says what is missing. */
function filled({ line1, ...others }: Address): OwnAddress {
  const given = Object.entries(others).filter(([, value]) => value.trim() !== '')
  return { line1, ...Object.fromEntries(given) }
}

type FrameProps<Values extends object> = {
  form: Pick<Form<Values>, 'props' | 'failure' | 'isSending'>
  onCancel: () => void
  children: ReactNode
}

function Frame<Values extends object>({ form, onCancel, children }: FrameProps<Values>) {
  return (
    <form {...form.props}>
      <Stack gap="sm">
        {children}
        <FailureAlert error={form.failure} />
        <FormButtons isSending={form.isSending} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
