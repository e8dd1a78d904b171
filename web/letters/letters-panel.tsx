import { Menu, Title } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { type Letter, listLetters } from '../../contract/letters.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { letterColumns } from './letter-columns.tsx'
import { ResendDialog } from './resend-dialog.tsx'

/** What was sent to a user, and what waits; each can be sent again (features H2). */
export function LettersPanel({ userId }: { userId: number }) {
  const t = useText()
  const source = useRows(listLetters, { params: { userId } })
  const [chosen, setChosen] = useState<Letter>()
  return (
    <>
      <DataTable
        name="letters"
        label={t('letters.title')}
        columns={letterColumns}
        source={source}
        rowId={letter => String(letter.letterId)}
        rowLabel={letter => letter.subject}
        rowMenu={letter => <Resend letter={letter} onChoose={setChosen} />}
        toolbar={
          <Title order={2} size="h3">
            {t('letters.title')}
          </Title>
        }
        empty={<EmptyState icon={IconMail} title={t('letters.empty.title')} text={t('letters.empty.text')} />}
      />
      {chosen && (
        <ResendDialog
          userId={userId}
          letter={{ ...chosen, hasFiles: chosen.files.length > 0 }}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  )
}

function Resend({ letter, onChoose }: { letter: Letter; onChoose: (letter: Letter) => void }) {
  const t = useText()
  const forbidden = useForbidden()
  const waiting = letter.status === 'QUEUED' ? t('letters.stillQueued') : undefined
  return (
    <ForbiddenAction reason={forbidden('letters.send') ?? waiting}>
      <Menu.Item onClick={() => onChoose(letter)}>{t('letters.resend')}</Menu.Item>
    </ForbiddenAction>
  )
}
