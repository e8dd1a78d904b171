import { Text } from '@mantine/core'
import { uploadCourses } from '../../contract/courses.ts'
import { useText } from '../i18n/use-text.ts'
import { UploadPanel } from '../tasks/upload-panel.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './courses.module.css'

/** Columns in the order in which they are best written. */
const columns = ['identifier', 'code', 'name', 'section', 'term', 'start', 'end'] as const

/** Loads the courses that people are enrolled in from a file (features B10). */
export function LoadCoursesPage() {
  const t = useText()
  return (
    <Page>
      <PageHeader title={t('courses.title')} subtitle={t('courses.subtitle')} />
      <div className={classes.columns}>
        <UploadPanel
          endpoint={uploadCourses}
          title={t('courses.upload.title')}
          label={t('courses.upload.file')}
          hint={t('courses.upload.fileHint')}
          missing={t('courses.upload.missing')}
          accepted={['.xlsx', '.csv', '.txt']}
        />
        <Panel title={t('courses.columns')}>
          <dl className={classes.list}>
            {columns.map(column => (
              <div key={column}>
                <dt lang="en" dir="ltr" className="carrel-code">
                  {headers[column]}
                </dt>
                <dd>{t(`courses.column.${column}`)}</dd>
              </div>
            ))}
          </dl>
          <Text size="sm" c="dimmed" mt="sm">
            {t('courses.replaces')}
          </Text>
        </Panel>
      </div>
    </Page>
  )
}

/** As the server reads them; they are no text of the screen. */
const headers: Readonly<Record<(typeof columns)[number], string>> = {
  identifier: 'Identifier',
  code: 'Course code',
  name: 'Course name',
  section: 'Section',
  term: 'Term',
  start: 'Start date',
  end: 'End date',
}
