import { Button, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useRef } from 'react'
import { useText } from '../i18n/use-text.ts'
import { ChangeRowFields } from './change-row.tsx'
import { type ChangeRow, useEditableFields } from './editable-fields.ts'

type Props = {
  rows: ChangeRow[]
  onChange: (rows: ChangeRow[]) => void
  problemOf: (field: string | undefined) => string | undefined
  isAsked: boolean
}

export function newRow(key: number): ChangeRow {
  return {
    ...{ key, field: undefined, isCleared: false, value: null, condition: 'always', was: undefined },
    values: {},
  }
}

/** Which fields change, to what, and when. */
export function WhatStep({ rows, onChange, problemOf, isAsked }: Props) {
  const t = useText()
  const fields = useEditableFields()
  const taken = new Set(rows.flatMap(row => row.field ?? []))
  const add = useRef<HTMLButtonElement>(null)
  const isFull = fields.length > 0 && rows.length >= fields.length
  return (
    <Stack gap="sm">
      {rows.map((row, index) => (
        <ChangeRowFields
          key={row.key}
          row={row}
          number={index + 1}
          fields={fields}
          taken={taken}
          onChange={next => onChange(rows.map(one => (one.key === row.key ? next : one)))}
          onRemove={() => {
            onChange(rows.filter(one => one.key !== row.key))
            add.current?.focus()
          }}
          problemOf={problemOf}
          isAsked={isAsked}
        />
      ))}
      {isAsked && rows.length === 0 && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('update.what.none')}
        </Text>
      )}
      <div>
        {isFull ? (
          <Text size="sm" c="dimmed">
            {t('update.what.noMore')}
          </Text>
        ) : (
          <Button
            ref={add}
            variant="default"
            size="sm"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => onChange([...rows, newRow(Math.max(0, ...rows.map(row => row.key)) + 1)])}
          >
            {t('update.what.add')}
          </Button>
        )}
      </div>
    </Stack>
  )
}
