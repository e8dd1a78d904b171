import { ActionIcon, Group, Modal, Text } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listSavedSearches, type SavedSearch } from '../../../contract/saved-searches.ts'
import { q } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { DeleteSearch, EditSearch } from './edit-search.tsx'
import classes from './manage-searches.module.css'

/** Renames, shares and deletes the searches that the person may edit. */
export function ManageSearchesDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const { data } = useQuery(q(listSavedSearches, {}))
  const [open, setOpen] = useState<{ searchId: number; to: 'edit' | 'delete' }>()
  const close = () => setOpen(undefined)
  useFocusBack(true)
  const editable = data?.items.filter(one => one.canEdit) ?? []
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('searches.manageTitle')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {editable.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('searches.none')}
        </Text>
      )}
      <ul className={classes.list}>
        {editable.map(one => {
          const state = open?.searchId === one.searchId ? open.to : undefined
          return (
            <li key={one.searchId}>
              {state === 'edit' && <EditSearch search={one} onClose={close} />}
              {state === 'delete' && <DeleteSearch search={one} onClose={close} />}
              {!state && <Entry search={one} onAct={to => setOpen({ searchId: one.searchId, to })} />}
            </li>
          )
        })}
      </ul>
    </Modal>
  )
}

type EntryProps = { search: SavedSearch; onAct: (to: 'edit' | 'delete') => void }

function Entry({ search: { name, isShared }, onAct }: EntryProps) {
  const t = useText()
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs">
      <Text size="sm" className={classes.name}>
        <bdi>{name}</bdi>
        {isShared && (
          <Text span size="xs" c="dimmed">
            {' · '}
            {t('searches.isShared')}
          </Text>
        )}
      </Text>
      <Group gap={2} wrap="nowrap">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('searches.edit', { name })}
          onClick={() => onAct('edit')}
        >
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('searches.delete', { name })}
          onClick={() => onAct('delete')}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Group>
  )
}
