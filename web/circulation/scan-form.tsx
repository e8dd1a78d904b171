import { Button, Loader, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, type RefObject, useRef, useState } from 'react'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import classes from './desk.module.css'
import { type FailedScan, useScanQueue } from './use-scan-queue.ts'

type Props = {
  label: string
  submit: string
  onScan: (barcode: string) => void
  isPending: boolean
  /** Scans wait while this is so: something must be known or answered first. */
  isHeld?: boolean
  failure: unknown
  hindrance: string | undefined
  inputRef?: RefObject<HTMLInputElement | null>
  isFirst?: boolean
  /** Escape in the empty box. */
  onLeave?: () => void
  children?: ReactNode
}

/**
 * A box for barcodes: a scanner ends with Enter, and the box is empty for the next one. The button stays enabled while
 * something is sent, for Enter does nothing in a form whose button is not.
 */
export function ScanForm({ label, submit, isPending, hindrance, ...props }: Props) {
  const t = useText()
  const own = useRef<HTMLInputElement>(null)
  const input = props.inputRef ?? own
  const [barcode, setBarcode] = useState('')
  const { onScan, failure, isHeld = false } = props
  const queue = useScanQueue({ onScan, isHeld: isHeld || isPending, failure })

  const isBusy = isPending || queue.waiting.length > 0

  function close(failure: FailedScan) {
    queue.forget(failure)
    input.current?.focus()
  }

  function scan(event: FormEvent) {
    event.preventDefault()
    if (hindrance || barcode.trim() === '') return
    queue.scan(barcode.trim())
    setBarcode('')
  }

  return (
    <Stack gap="sm">
      <form onSubmit={scan} className={classes.line}>
        <TextInput
          ref={input}
          label={label}
          description={hindrance}
          placeholder={t('circulation.barcode')}
          value={barcode}
          onChange={event => setBarcode(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Escape' && barcode === '' && !isBusy) props.onLeave?.()
          }}
          rightSection={isBusy ? <Loader size={16} aria-hidden /> : undefined}
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          autoFocus={props.isFirst === true}
          classNames={{ input: 'carrel-code' }}
          dir="ltr"
        />
        {props.children}
        <ForbiddenAction reason={hindrance}>
          <Button type="submit">{submit}</Button>
        </ForbiddenAction>
      </form>
      {queue.waiting.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('circulation.waiting')} <bdi className="carrel-code">{queue.waiting.join(', ')}</bdi>
        </Text>
      )}
      {queue.failures.map((failed, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same failure may come twice, and an alert has no state
        <FailureAlert key={index} title={failed.barcode} error={failed.error} onClose={() => close(failed)} />
      ))}
    </Stack>
  )
}
