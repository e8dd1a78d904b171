import { Button, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { OwnDetails } from '../../contract/own-details.ts'
import type { Element } from '../../contract/users.ts'
import { useText } from '../i18n/use-text.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Panel } from '../ui/panel.tsx'
import { iconOf } from '../users/record/segment-icons.ts'
import classes from './own-details.module.css'
import { OwnAddressForm, OwnEmailForm, OwnPhoneForm } from './own-forms.tsx'

type Props = { details: OwnDetails }
const textOf = (element: Element, name: string): string => String(element.values[name] ?? '')

export function OwnEmails({ details: { emails } }: Props) {
  return (
    <Contact
      kind="email"
      elements={emails}
      face={email => <Line>{textOf(email, 'address')}</Line>}
      form={(email, onDone) => (
        <OwnEmailForm address={email ? textOf(email, 'address') : ''} onDone={onDone} />
      )}
    />
  )
}

export function OwnPhones({ details: { phones } }: Props) {
  return (
    <Contact
      kind="phone"
      elements={phones}
      face={phone => <Line>{textOf(phone, 'number')}</Line>}
      form={(phone, onDone) => <OwnPhoneForm number={phone ? textOf(phone, 'number') : ''} onDone={onDone} />}
    />
  )
}

export function OwnAddresses({ details: { addresses, countries } }: Props) {
  const countryOf = (code: string) => countries.find(one => one.code === code)?.label ?? code
  return (
    <Contact
      kind="address"
      elements={addresses}
      face={address => (
        <div className={classes.lines}>
          {linesOf(address, countryOf).map(line => (
            <Line key={line}>{line}</Line>
          ))}
        </div>
      )}
      form={(address, onDone) => (
        <OwnAddressForm values={address?.values ?? {}} countries={countries} onDone={onDone} />
      )}
    />
  )
}

/** A line of its own direction that begins where the others do. */
function Line({ children }: { children: string }) {
  return (
    <span>
      <bdi>{children}</bdi>
    </span>
  )
}

/** As on an envelope. */
function linesOf(address: Element, countryOf: (code: string) => string): string[] {
  const town = [textOf(address, 'postal_code'), textOf(address, 'city'), textOf(address, 'state_province')]
  const lines = ['line1', 'line2', 'line3', 'line4', 'line5'].map(name => textOf(address, name))
  return [
    ...new Set([...lines, town.filter(Boolean).join(' '), countryOf(textOf(address, 'country'))]),
  ].filter(Boolean)
}

type ContactProps = {
  kind: 'email' | 'phone' | 'address'
  elements: Element[]
  face: (element: Element) => ReactNode
  form: (preferred: Element | undefined, onDone: () => void) => ReactNode
}

/** All of a kind, the preferred one first; that one can be changed, or a first one given. */
function Contact({ kind, elements, face, form }: ContactProps) {
  const t = useText()
  const [isEditing, setEditing] = useState(false)
  const [hasEdited, setEdited] = useState(false)
  const close = () => {
    setEditing(false)
    setEdited(true)
  }
  const preferred = elements.find(one => one.values['preferred'] === true)
  const title = t.of(`segments.${kind}.title`, kind)
  return (
    <Panel
      title={title}
      aside={
        !isEditing && (
          <Button
            size="compact-sm"
            variant="light"
            // Where the form was opened, the keyboard goes on when it closes.
            autoFocus={hasEdited}
            onClick={() => setEditing(true)}
            aria-label={preferred ? t(`own.change.${kind}`) : t.of(`segments.${kind}.add`, kind)}
          >
            {t(preferred ? 'own.change' : 'own.add')}
          </Button>
        )
      }
    >
      {isEditing ? (
        <Stack gap="sm">
          {preferred?.values['external'] === true && (
            <Text size="sm" c="dimmed">
              {t('own.external')}
            </Text>
          )}
          {form(preferred, close)}
        </Stack>
      ) : (
        <Elements kind={kind} elements={elements} face={face} />
      )}
    </Panel>
  )
}

function Elements({ kind, elements, face }: Omit<ContactProps, 'form'>) {
  const t = useText()
  if (elements.length === 0)
    return <EmptyState icon={iconOf(kind)} title={t.of(`segments.${kind}.empty`, kind)} />
  return (
    <ul className={classes.list}>
      {elements.map(element => (
        <li key={element.id}>
          {face(element)}
          <Text size="xs" c="dimmed">
            {aboutOf(element, t('own.preferred'))}
          </Text>
        </li>
      ))}
    </ul>
  )
}

function aboutOf({ values }: Element, preferred: string): string {
  const types = Array.isArray(values['types']) ? values['types'].map(String) : []
  return [...(values['preferred'] === true ? [preferred] : []), ...types].join(' · ')
}
