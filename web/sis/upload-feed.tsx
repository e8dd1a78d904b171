import { Select } from '@mantine/core'
import { useState } from 'react'
import { type SisProfile, uploadFeed } from '../../contract/sis.ts'
import { useText } from '../i18n/use-text.ts'
import { UploadPanel } from '../tasks/upload-panel.tsx'

/** Uploads a feed and goes to its plan. */
export function UploadFeed({ profiles }: { profiles: SisProfile[] }) {
  const t = useText()
  const [code, setCode] = useState<string>()
  const profile = code ?? profiles[0]?.code ?? ''
  return (
    <UploadPanel
      endpoint={uploadFeed}
      title={t('sis.upload.title')}
      label={t('sis.upload.file')}
      hint={t('sis.upload.fileHint')}
      missing={t('sis.upload.missing')}
      accepted={['.zip', '.xml']}
      fields={{ profile }}
    >
      <Select
        label={t('sis.upload.profile')}
        data={profiles.map(one => ({ value: one.code, label: one.name }))}
        value={profile}
        onChange={value => setCode(value ?? undefined)}
        allowDeselect={false}
      />
    </UploadPanel>
  )
}
