import { Switch, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import {
  type AssignmentRule,
  createRule,
  editRule,
  listRules,
  type RuleKind,
} from '../../contract/assignment.ts'
import type { Endpoint } from '../../contract/endpoint.ts'
import { invalidate } from '../api/query.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { CodeSelect, CodesSelect } from '../ui/code-select.tsx'
import { useForm } from '../ui/form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useToast } from '../ui/use-toast.ts'
import { conditionNames, conditionTables, useChoices } from './rule-words.tsx'

type Props = { kind: RuleKind; rule: AssignmentRule; isNew: boolean; onClose: () => void }

/** Adds or edits a rule. */
export function RuleDialog({ kind, rule, isNew, onClose }: Props) {
  const t = useText()
  const { options } = useCodes()
  const choices = useChoices(kind)
  const form = useRuleForm({ kind, rule, isNew, onClose })
  const { conditions, chosen } = form.values
  const chosenField = {
    label: t(`rules.choose.${kind}`),
    options: choices,
    required: true,
    error: form.errorOf('chosen'),
  }
  return (
    <FormDialog isWide title={t(isNew ? 'rules.add' : 'rules.edit')} form={form} onClose={onClose}>
      <TextInput {...form.text('name')} label={t('assignment.name')} required dir="auto" />
      {conditionNames.map(name => (
        <CodesSelect
          key={name}
          label={t(`rules.${name}`)}
          placeholder={conditions[name].length === 0 ? t(`rules.any.${name}`) : undefined}
          options={options(conditionTables[name])}
          value={conditions[name]}
          onChange={codes => form.set('conditions', { ...conditions, [name]: codes })}
          error={form.errorOf(`conditions/${name}`)}
          searchable
        />
      ))}
      {kind === 'roles' ? (
        <CodesSelect
          {...chosenField}
          value={chosen}
          onChange={codes => form.set('chosen', codes)}
          searchable
        />
      ) : (
        <CodeSelect
          {...chosenField}
          value={chosen[0]}
          onChange={code => form.set('chosen', code ? [code] : [])}
        />
      )}
      <Switch {...form.check('isEnabled')} label={t('rules.isEnabled')} />
    </FormDialog>
  )
}

function useRuleForm({ kind, rule, isNew, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { name, isEnabled, conditions, chosen } = rule
  return useForm<Endpoint, Omit<AssignmentRule, 'ruleId'>>(isNew ? createRule : editRule, {
    initial: { name, isEnabled, conditions, chosen },
    request: values => {
      const params = isNew ? { kind } : { kind, ruleId: rule.ruleId }
      return { params, body: { ...values, name: values.name.trim() } } as never
    },
    onSuccess: async answer => {
      const saved = answer as unknown as AssignmentRule
      await invalidate(client, [listRules])
      toast(t('assignment.saved', { name: saved.name }))
      onClose()
    },
  })
}
