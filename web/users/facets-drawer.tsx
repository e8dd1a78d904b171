import { Button, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFilter } from '@tabler/icons-react'
import { useText } from '../i18n/use-text.ts'
import { Facets } from './facets.tsx'
import classes from './facets-drawer.module.css'
import type { UsersSearch } from './search.ts'

type Props = { search: UsersSearch; onChange: (change: Partial<UsersSearch>) => void }

/** The same filters where the window is too narrow for a column of them. */
export function FacetsDrawer(props: Props) {
  const t = useText()
  const [isOpen, drawer] = useDisclosure(false)
  return (
    <>
      <Button
        className={classes.button}
        variant="default"
        size="compact-sm"
        leftSection={<IconFilter size={16} aria-hidden />}
        onClick={drawer.open}
      >
        {t('facets.open')}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={drawer.close}
        title={t('facets.title')}
        size="xs"
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <Facets {...props} />
      </Drawer>
    </>
  )
}
