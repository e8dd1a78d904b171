import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, type RefObject, useState } from 'react'
import { useText } from '../i18n/use-text.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import classes from './desk.module.css'

type Props = {
  label: string
  submit: string
  onScan: (barcode: string) => void
  isPending: boolean
  hindrance: string | undefined
  inputRef?: RefObject<HTMLInputElement | null>
  isFirst?: boolean
  /** Escape in the empty box. */
  onLeave?: () => void
  children?: ReactNode
}

/** A box for barcodes: a scanner ends with Enter, and the box is empty for the next one. */
export function ScanForm({ label, submit, onScan, isPending, hindrance, inputRef, ...props }: Props) {
  const t = useText()
  const [barcode, setBarcode] = useState('')

  function scan(event: FormEvent) {
    event.preventDefault()
    if (hindrance || isPending || barcode.trim() === '') return
    onScan(barcode.trim())
    setBarcode('')
  }

  return (
    <form onSubmit={scan} className={classes.line}>
      <TextInput
        ref={inputRef}
        label={label}
        description={hindrance}
        placeholder={t('circulation.barcode')}
        value={barcode}
        onChange={event => setBarcode(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Escape' && barcode === '') props.onLeave?.()
        }}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        autoFocus={props.isFirst === true}
        classNames={{ input: 'carrel-code' }}
        dir="ltr"
      />
      {props.children}
      <ForbiddenAction reason={hindrance}>
        <Button type="submit" loading={isPending}>
          {submit}
        </Button>
      </ForbiddenAction>
    </form>
  )
}
