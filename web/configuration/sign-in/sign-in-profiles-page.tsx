import { Button, Center, Text } from '@mantine/core'
import { IconPlus, IconShieldLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  deleteSignInProfile,
  listSignInProfiles,
  listSignInProviders,
  type SignInProfile,
} from '../../../contract/sso.ts'
import { q, useSend } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { PageLoading } from '../../shell/dead-ends.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useToast } from '../../ui/use-toast.ts'
import { ProfileCard } from './profile-card.tsx'
import { AddProfileDialog, EditProfileDialog } from './profile-dialogs.tsx'
import classes from './sign-in-profiles.module.css'

type Open = { does: 'add' } | { does: 'edit' | 'delete'; profile: SignInProfile }

/** Through whom people sign in beside the password (features N3). */
export function SignInProfilesPage() {
  const t = useText()
  const forbidden = useForbidden()('configuration.edit')
  const { data, error, refetch } = useQuery(q(listSignInProfiles, {}))
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const add = (
    <ForbiddenAction reason={forbidden}>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ does: 'add' })}>
        {t('ssoProfiles.add')}
      </Button>
    </ForbiddenAction>
  )
  return (
    <Page>
      <PageHeader
        title={t('ssoProfiles.title')}
        subtitle={
          <>
            <Text size="sm">{t('ssoProfiles.subtitle')}</Text>
            <TextLink to="/configuration/users">{t('ssoProfiles.back')}</TextLink>
          </>
        }
        actions={add}
      />
      {!data && !error && <PageLoading />}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <Center mih={260}>
          <EmptyState
            icon={IconShieldLock}
            title={t('ssoProfiles.empty.title')}
            text={t('ssoProfiles.empty.text')}
          />
        </Center>
      )}
      <div className={classes.cards}>
        {data?.items.map(profile => (
          <ProfileCard
            key={profile.profileId}
            profile={profile}
            onEdit={() => setOpen({ does: 'edit', profile })}
            onDelete={() => setOpen({ does: 'delete', profile })}
          />
        ))}
      </div>
      {open?.does === 'add' && <AddProfileDialog onClose={close} />}
      {open?.does === 'edit' && <EditProfileDialog profile={open.profile} onClose={close} />}
      {open?.does === 'delete' && <DeleteProfileDialog profile={open.profile} onClose={close} />}
    </Page>
  )
}

function DeleteProfileDialog({ profile, onClose }: { profile: SignInProfile; onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const { profileId, name } = profile
  const send = useSend(deleteSignInProfile, {
    invalidates: [listSignInProfiles, listSignInProviders],
    onSuccess: () => {
      onClose()
      toast(t('ssoProfiles.delete.done', { name }))
    },
  })
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onClose={onClose}
      title={t('ssoProfiles.delete.title', { name })}
      confirmLabel={t('ssoProfiles.delete.confirm')}
      isSending={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate({ params: { profileId } })}
    >
      <Text size="sm">{t('ssoProfiles.delete.text')}</Text>
    </ConfirmDialog>
  )
}
