import { Button, Checkbox, Fieldset, Group, Textarea, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { IpGroup } from '../../contract/login-restrictions.ts'
import { useText } from '../i18n/use-text.ts'
import classes from './account.module.css'

type Props = {
  group: IpGroup
  isFixed: boolean
  errorOf: (name: string) => string | undefined
  onChange: (group: IpGroup) => void
  onRemove: () => void
}

/** One group of addresses. */
export function GroupFields({ group, isFixed, errorOf, onChange, onRemove }: Props) {
  const t = useText()
  const text = (name: 'code' | 'name') => ({
    value: group[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...group, [name]: event.currentTarget.value }),
    error: errorOf(name),
    readOnly: isFixed,
    required: true,
  })
  return (
    <Fieldset legend={group.name || t('restrictions.newGroup')} className={classes.group}>
      <div className={classes.groups}>
        <div className={classes.row}>
          <TextInput {...text('code')} label={t('restrictions.code')} maxLength={50} dir="ltr" />
          <TextInput {...text('name')} label={t('restrictions.name')} maxLength={255} />
        </div>
        <Textarea
          label={t('restrictions.ranges')}
          description={t('restrictions.rangesHelp')}
          value={group.ranges.join('\n')}
          onChange={event => onChange({ ...group, ranges: event.currentTarget.value.split('\n') })}
          error={errorOf('ranges')}
          readOnly={isFixed}
          required
          autosize
          minRows={2}
          dir="ltr"
          spellCheck={false}
        />
        <Group justify="space-between">
          <Checkbox
            label={t('restrictions.isAllowed')}
            checked={group.isAllowed}
            onChange={event => onChange({ ...group, isAllowed: event.currentTarget.checked })}
            disabled={isFixed}
          />
          {!isFixed && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={onRemove}
            >
              {t('restrictions.remove')}
            </Button>
          )}
        </Group>
      </div>
    </Fieldset>
  )
}
