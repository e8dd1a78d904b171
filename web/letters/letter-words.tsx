import { Button, Fieldset, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import {
  type LetterLanguage,
  type LetterSetting,
  type LetterWording,
  letterLanguages,
  previewLetter,
} from '../../contract/letter-settings.ts'
import { useSend } from '../api/query.ts'
import { languages } from '../i18n/languages.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { LiveRegion } from '../ui/live-region.tsx'
import type { OwnWords } from './letter-setting-dialog.tsx'
import classes from './letter-words.module.css'

type Props = {
  setting: LetterSetting
  own: OwnWords
  errorOf: (path: string) => string | undefined
  onChange: (own: OwnWords) => void
}

/** What a letter says, language by language: the institution's words, or the usual ones until somebody changes them. */
export function LetterWords({ setting, own, errorOf, onChange }: Props) {
  const t = useText()
  const [language, setLanguage] = useState<LetterLanguage>('en')
  const [restored, setRestored] = useState(0)
  const preview = useSend(previewLetter)
  const words = own[language] ?? setting.usualWords[language]!
  const change = (changed: Partial<LetterWording>) => {
    preview.reset()
    onChange({ ...own, [language]: { ...words, ...changed } })
  }
  const restore = () => {
    const { [language]: _, ...others } = own
    preview.reset()
    onChange(others)
    setRestored(restored + 1)
  }
  return (
    <Fieldset legend={t('letterSettings.column.words')}>
      <Stack gap="sm">
        <SegmentedControl
          aria-label={t('letterSettings.language')}
          data={letterLanguages.map(value => ({ value, label: languages[value].name }))}
          value={language}
          onChange={value => {
            preview.reset()
            setLanguage(value as LetterLanguage)
          }}
        />
        <TextInput
          label={t('letterSettings.subject')}
          value={words.subject}
          onChange={event => change({ subject: event.currentTarget.value })}
          error={errorOf(`${language}.subject`)}
          maxLength={200}
          lang={language}
          dir={languages[language].direction}
          required
        />
        <Textarea
          key={`${language} ${restored}`}
          label={t('letterSettings.paragraphs')}
          description={t('letterSettings.paragraphsHelp')}
          defaultValue={words.paragraphs.join('\n\n')}
          onChange={event => change({ paragraphs: paragraphsOf(event.currentTarget.value) })}
          error={errorOf(`${language}.paragraphs`)}
          autosize
          minRows={5}
          lang={language}
          dir={languages[language].direction}
          required
        />
        <Text size="xs" c="dimmed">
          {t('letterSettings.values', { values: setting.values.map(one => `{${one}}`).join(', ') })}
        </Text>
        <Group gap="xs">
          <Button
            variant="default"
            loading={preview.isPending}
            onClick={() => preview.mutate({ params: { letter: setting.letter }, body: { language, words } })}
          >
            {t('letterSettings.preview')}
          </Button>
          <Button variant="default" disabled={own[language] === undefined} onClick={restore}>
            {t('letterSettings.restore')}
          </Button>
        </Group>
        <FailureAlert error={preview.error} />
        <LiveRegion>{preview.data?.subject}</LiveRegion>
        {preview.data && (
          <div className={classes.preview} lang={language} dir={languages[language].direction}>
            <strong>{preview.data.subject}</strong>
            {`\n\n${preview.data.text}`}
          </div>
        )}
      </Stack>
    </Fieldset>
  )
}

const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n{2,}/)
    .map(one => one.trim())
    .filter(Boolean)
