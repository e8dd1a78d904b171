import { Button, CopyButton, Group, Stack, Text } from '@mantine/core'
import { encode } from 'uqr'
import type { FactorSecret } from '../../contract/session.ts'
import { useText } from '../i18n/use-text.ts'
import classes from './factor.module.css'

/** The secret of a second factor, to be read by the camera of an app or typed into it. */
export function FactorSecretView({ secret }: { secret: FactorSecret }) {
  const t = useText()
  return (
    <Stack gap="sm" align="center">
      <QrCode text={secret.uri} label={t('factor.picture')} />
      <Text size="sm" c="dimmed" ta="center">
        {t('factor.byHand')}
      </Text>
      <code className={classes.secret} dir="ltr">
        {secret.secret.match(/.{1,4}/g)?.join(' ')}
      </code>
    </Stack>
  )
}

/** Dark on light in both schemes: cameras expect it so. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 2 })
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
  return (
    <svg className={classes.picture} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path.join('')} />
    </svg>
  )
}

/** Recovery codes, shown this once: to be copied, or written down. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useText()
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {t('factor.recoveryText')}
      </Text>
      <ul className={classes.codes} dir="ltr" aria-label={t('factor.recoveryCodes')}>
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Group justify="flex-end" gap="xs">
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? 'action.copied' : 'factor.copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onDone}>{t('factor.kept')}</Button>
      </Group>
    </Stack>
  )
}
