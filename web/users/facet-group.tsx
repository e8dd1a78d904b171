import { ActionIcon, Button, Group, Skeleton, Text, UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import classes from './facets.module.css'

type Value = { value: string; label: string; count: number }

type Props = {
  title: string
  /** Undefined while they are counted. */
  values: Value[] | undefined
  chosen: string | undefined
  chosenLabel: string
  /** Everybody has one of the values: "All" stands above them, with their sum. */
  hasAll?: boolean
  onChoose: (value: string | undefined) => void
}

const shownAtFirst = 6
const placeholders = [0, 1, 2]

/** One facet: choose a value, choose it again or press × to let go. */
export function FacetGroup({ title, values, chosen, chosenLabel, hasAll, onChoose }: Props) {
  const t = useText()
  const id = useId()
  const [isLong, setLong] = useState(false)
  const all = withChosen(values ?? [], { value: chosen, label: chosenLabel })
  const shown = isLong ? all : all.filter((one, index) => index < shownAtFirst || one.value === chosen)
  return (
    <section aria-labelledby={id}>
      <Group justify="space-between" mih={24} wrap="nowrap">
        <Text id={id} component="h2" size="xs" fw={600} c="dimmed">
          {title}
        </Text>
        {chosen && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('facets.clear', { facet: title })}
            onClick={() => onChoose(undefined)}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {values === undefined ? (
        placeholders.map(one => <Skeleton key={one} height={10} my={10} width={`${80 - one * 15}%`} />)
      ) : (
        <Values values={shown} chosen={chosen} hasAll={hasAll} onChoose={onChoose} />
      )}
      {all.length > shownAtFirst && (
        <Button variant="subtle" size="compact-xs" onClick={() => setLong(!isLong)}>
          {isLong ? t('action.showFewer') : t('action.showAll', { count: all.length })}
        </Button>
      )}
    </section>
  )
}

type ValuesProps = Pick<Props, 'chosen' | 'hasAll' | 'onChoose'> & { values: Value[] }

function Values({ values, chosen, hasAll, onChoose }: ValuesProps) {
  const t = useText()
  if (values.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {t('facets.none')}
      </Text>
    )
  const sum = values.reduce((total, one) => total + one.count, 0)
  return (
    <ul className={classes.values}>
      {hasAll && (
        <Choice label={t('facets.all')} count={sum} isChosen={!chosen} onChoose={() => onChoose(undefined)} />
      )}
      {values.map(({ value, label, count }) => (
        <Choice
          key={value}
          label={label}
          count={count}
          isChosen={value === chosen}
          onChoose={() => onChoose(value === chosen ? undefined : value)}
        />
      ))}
    </ul>
  )
}

type ChoiceProps = { label: string; count: number; isChosen: boolean; onChoose: () => void }

function Choice({ label, count, isChosen, onChoose }: ChoiceProps) {
  const { number } = useFormats()
  return (
    <li>
      <UnstyledButton className={classes.value} aria-pressed={isChosen} onClick={onChoose}>
        <bdi className={classes.label}>{label}</bdi>
        <span className={classes.count}>{number(count)}</span>
      </UnstyledButton>
    </li>
  )
}

/** A chosen value stays visible although nobody is left who has it. */
function withChosen(values: Value[], chosen: { value: string | undefined; label: string }): Value[] {
  if (!chosen.value || values.some(one => one.value === chosen.value)) return values
  return [...values, { value: chosen.value, label: chosen.label, count: 0 }]
}
