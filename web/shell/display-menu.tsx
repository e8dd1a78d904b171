import { ActionIcon, Popover, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useLanguage } from '../i18n/language-provider.tsx'
import { type Language, languages } from '../i18n/languages.ts'
import { useText } from '../i18n/use-text.ts'
import { type Density, densities, useDensity } from './density.ts'

const schemes = ['light', 'dark', 'auto'] as const
type Scheme = (typeof schemes)[number]

/** Colour scheme, density and language of the screen. */
export function DisplayMenu() {
  const t = useText()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [density, setDensity] = useDensity()
  const { language, choose } = useLanguage()
  return (
    <Popover position="bottom-end" shadow="md" trapFocus withinPortal={false}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('display.label')}>
          <IconAdjustmentsHorizontal size={20} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('display.label')}>
        <Stack gap="sm">
          <Choice
            label={t('display.scheme')}
            value={colorScheme}
            onChange={value => setColorScheme(value as Scheme)}
            data={schemes.map(value => ({ value, label: t(`display.scheme.${value}`) }))}
          />
          <Choice
            label={t('display.density')}
            value={density}
            onChange={value => setDensity(value as Density)}
            data={densities.map(value => ({ value, label: t(`display.density.${value}`) }))}
          />
          <Choice
            label={t('display.language')}
            value={language}
            onChange={value => void choose(value as Language)}
            data={Object.entries(languages).map(([value, { name }]) => ({
              value,
              label: <span lang={value}>{name}</span>,
            }))}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

type ChoiceProps = {
  label: string
  value: string
  onChange: (value: string) => void
  data: { value: string; label: ReactNode }[]
}

function Choice({ label, ...control }: ChoiceProps) {
  const id = useId()
  return (
    <div>
      <Text id={id} size="xs" fw={600} c="dimmed" mb={4}>
        {label}
      </Text>
      <SegmentedControl {...control} aria-labelledby={id} size="xs" fullWidth transitionDuration={0} />
    </div>
  )
}
