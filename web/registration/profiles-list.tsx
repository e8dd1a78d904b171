import { Menu } from '@mantine/core'
import { IconUserShield } from '@tabler/icons-react'
import { useState } from 'react'
import { deleteRoleProfile, listRoleProfiles, type RoleProfile } from '../../contract/assignment.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { ApplyProfile } from './apply-profile.tsx'
import { DeleteChoice } from './delete-choice.tsx'
import { AddButton, ItemMenu } from './list-parts.tsx'
import { ProfileDialog } from './profile-dialog.tsx'
import { RoleWords } from './role-words.tsx'
import { useList, useOpened } from './use-list.ts'

const column = columnsOf<RoleProfile>()

const columns = column.columns([
  column.display({
    id: 'name',
    cell: ({ row }) => <bdi>{row.original.name}</bdi>,
    meta: { label: 'assignment.name', width: 12, isKept: true },
  }),
  column.display({
    id: 'code',
    cell: ({ row }) => <bdi className="carrel-code">{row.original.code}</bdi>,
    meta: { label: 'assignment.code', width: 9 },
  }),
  column.display({
    id: 'roles',
    cell: ({ row }) => <RoleWords roles={row.original.roles} />,
    meta: { label: 'assignment.roles', width: 26, wraps: true },
  }),
])

const noProfile: RoleProfile = { code: '', name: '', roles: [] }

/** Role profiles: bundles of roles for rules to give. */
export function ProfilesList() {
  const t = useText()
  const forbidden = useForbidden()
  const source = useList<typeof listRoleProfiles, RoleProfile>(listRoleProfiles, {})
  const [opened, open] = useOpened<RoleProfile>()
  const [applied, apply] = useState<RoleProfile>()
  const close = () => open(undefined)
  return (
    <>
      <DataTable
        fills
        name="role-profiles"
        label={t('assignment.part.profiles')}
        columns={columns}
        source={source}
        rowId={profile => profile.code}
        rowLabel={profile => profile.name}
        toolbar={
          <AddButton
            label={t('assignment.addProfile')}
            onClick={() => open({ item: noProfile, as: 'new' })}
          />
        }
        rowMenu={profile => (
          <ItemMenu
            onEdit={() => open({ item: profile, as: 'old' })}
            onDuplicate={() => open({ item: { ...profile, code: '' }, as: 'new' })}
            onDelete={() => open({ item: profile, as: 'deleted' })}
          >
            <ForbiddenAction reason={forbidden('tasks.update_roles')}>
              <Menu.Item onClick={() => apply(profile)}>{t('assignment.apply.action')}</Menu.Item>
            </ForbiddenAction>
          </ItemMenu>
        )}
        empty={<EmptyState icon={IconUserShield} title={t('assignment.noProfiles')} />}
      />
      {opened && opened.as !== 'deleted' && (
        <ProfileDialog
          profile={opened.item}
          isNew={opened.as === 'new'}
          onClose={close}
          onSaved={saved => {
            close()
            if (opened.as === 'old' && !forbidden('tasks.update_roles')) apply(saved)
          }}
        />
      )}
      {opened?.as === 'deleted' && (
        <DeleteChoice
          endpoint={deleteRoleProfile}
          request={{ params: { code: opened.item.code } }}
          list={listRoleProfiles}
          name={opened.item.name}
          onClose={close}
        />
      )}
      {applied && <ApplyProfile profile={applied} onClose={() => apply(undefined)} />}
    </>
  )
}
