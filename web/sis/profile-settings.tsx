import type { SisProfile } from '../../contract/sis.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { Setting } from '../ui/settings-list.tsx'

/** How a feed is read, in words. */
export function ProfileSettings({ profile }: { profile: SisProfile }) {
  const t = useText()
  const { label } = useCodes()
  const { recordType, matchIdType, dropFolder } = profile
  return (
    <>
      <Setting name={t('sis.profile.action')}>{t(`sis.profile.action.${profile.action}`)}</Setting>
      <Setting name={t('sis.profile.recordType')}>{label('AddNewUserOptions', recordType)}</Setting>
      <Setting name={t('sis.profile.match')}>
        {matchIdType === 'PRIMARY'
          ? t('sis.profile.match.PRIMARY')
          : label('UserIdentifierTypes', matchIdType)}
      </Setting>
      <Setting name={t('sis.profile.unmatched')}>
        {t(profile.addUnmatched ? 'sis.profile.unmatched.true' : 'sis.profile.unmatched.false')}
      </Setting>
      <Setting name={t('sis.profile.broken')}>{t(`sis.profile.broken.${profile.onBrokenRecord}`)}</Setting>
      <Setting name={t('sis.profile.emptySticky')}>
        {t(`sis.profile.emptySticky.${profile.emptySticky}`)}
      </Setting>
      <Setting name={t('sis.profile.confirmation')}>
        {t(`sis.profile.confirmation.${profile.confirmation}`)}
      </Setting>
      <Setting name={t('sis.profile.folder')}>
        {dropFolder ? <bdi className="carrel-code">{dropFolder}</bdi> : t('sis.profile.noFolder')}
      </Setting>
    </>
  )
}
