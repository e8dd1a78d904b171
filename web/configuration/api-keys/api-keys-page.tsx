import { Button, Menu, Text } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ComponentProps, useState } from 'react'
import { type ApiKey, listApiKeys, type NewApiKey } from '../../../contract/api-keys.ts'
import { q } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { PageLoading } from '../../shell/dead-ends.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { fixedRows } from '../../ui/table/row-source.ts'
import { apiKeyColumns } from './api-key-columns.tsx'
import { AddKeyDialog, EditKeyDialog } from './api-key-dialogs.tsx'
import { DeleteKeyDialog, ReplaceKeyDialog } from './end-key-dialogs.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'

type Open =
  | { does: 'add' }
  | { does: 'edit' | 'replace' | 'delete'; apiKey: ApiKey }
  | { does: 'tell'; made: NewApiKey }

/** Keys by which programs call the API (features N4). */
export function ApiKeysPage() {
  const t = useText()
  const { data, error, refetch } = useQuery(q(listApiKeys, {}))
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const tell = (made: NewApiKey) => setOpen({ does: 'tell', made })
  return (
    <Page fills>
      <PageHeader
        title={t('apiKeys.title')}
        subtitle={
          <>
            <Text size="sm">{t('apiKeys.subtitle')}</Text>
            <TextLink to="/configuration/users">{t('apiKeys.back')}</TextLink>
          </>
        }
        actions={
          <Allowed>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ does: 'add' })}>
              {t('apiKeys.add')}
            </Button>
          </Allowed>
        }
      />
      {!data && !error && <PageLoading />}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <DataTable
          fills
          name="api-keys"
          label={t('apiKeys.title')}
          columns={apiKeyColumns}
          source={fixedRows(data.items)}
          rowId={key => String(key.apiKeyId)}
          rowLabel={key => key.name}
          rowMenu={apiKey => <KeyMenu onOpen={does => setOpen({ does, apiKey })} />}
          empty={
            <EmptyState icon={IconKey} title={t('apiKeys.empty.title')} text={t('apiKeys.empty.text')} />
          }
        />
      )}
      {open?.does === 'add' && <AddKeyDialog onClose={close} onMade={tell} />}
      {open?.does === 'edit' && <EditKeyDialog apiKey={open.apiKey} onClose={close} />}
      {open?.does === 'replace' && <ReplaceKeyDialog apiKey={open.apiKey} onClose={close} onMade={tell} />}
      {open?.does === 'delete' && <DeleteKeyDialog apiKey={open.apiKey} onClose={close} />}
      {open?.does === 'tell' && <NewKeyDialog made={open.made} onClose={close} />}
    </Page>
  )
}

function KeyMenu({ onOpen }: { onOpen: (does: 'edit' | 'replace' | 'delete') => void }) {
  const t = useText()
  return (
    <>
      <Allowed>
        <Menu.Item onClick={() => onOpen('edit')}>{t('apiKeys.editAction')}</Menu.Item>
      </Allowed>
      <Allowed>
        <Menu.Item onClick={() => onOpen('replace')}>{t('apiKeys.replaceAction')}</Menu.Item>
      </Allowed>
      <Menu.Divider />
      <Allowed>
        <Menu.Item onClick={() => onOpen('delete')}>{t('apiKeys.deleteAction')}</Menu.Item>
      </Allowed>
    </>
  )
}

function Allowed({ children }: Pick<ComponentProps<typeof ForbiddenAction>, 'children'>) {
  return <ForbiddenAction reason={useForbidden()('configuration.edit')}>{children}</ForbiddenAction>
}
