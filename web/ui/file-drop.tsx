import { FileButton, Group, Input, Text } from '@mantine/core'
import { IconFile, IconUpload } from '@tabler/icons-react'
import { type DragEvent, useId, useState } from 'react'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import classes from './file-drop.module.css'

type Props = {
  label: string
  hint: string
  /** Endings that are taken, such as `.csv`; absent: any file. */
  accepted?: readonly string[]
  file: File | undefined
  onFile: (file: File) => void
  error?: string | undefined
}

/** A file, dropped or chosen; by keyboard it is a button that opens the file dialog. */
export function FileDrop({ label, hint, accepted = [], file, onFile, error }: Props) {
  const t = useText()
  const { bytes } = useFormats()
  const id = useId()
  const [isOver, setOver] = useState(false)
  const [isWrongKind, setWrongKind] = useState(false)

  function take(chosen: File | null | undefined) {
    if (!chosen) return
    const hasEnding = (ending: string) => chosen.name.toLowerCase().endsWith(ending)
    const isAccepted = accepted.length === 0 || accepted.some(hasEnding)
    setWrongKind(!isAccepted)
    if (isAccepted) onFile(chosen)
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }

  const problem = isWrongKind ? t('file.wrongKind', { accepted: accepted.join(', ') }) : error
  return (
    <Input.Wrapper label={label} description={hint} error={problem} required labelElement="div" id={id}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside */}
      <div
        className={classes.drop}
        data-over={isOver || undefined}
        data-invalid={problem ? true : undefined}
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {file ? (
          <IconFile size={22} stroke={1.5} aria-hidden />
        ) : (
          <IconUpload size={22} stroke={1.5} aria-hidden />
        )}
        {file && (
          <Text size="sm" fw={600} className={classes.name}>
            {t('file.chosen', { name: file.name, size: bytes(file.size) })}
          </Text>
        )}
        <Group gap={6} justify="center">
          <FileButton onChange={take} accept={accepted.join(',')} inputProps={{ 'aria-label': label }}>
            {props => (
              <button
                {...props}
                type="button"
                className={classes.choose}
                aria-describedby={`${id}-description`}
                aria-invalid={problem ? true : undefined}
              >
                {t(file ? 'file.change' : 'file.choose')}
              </button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            {t('file.drop')}
          </Text>
        </Group>
      </div>
    </Input.Wrapper>
  )
}
