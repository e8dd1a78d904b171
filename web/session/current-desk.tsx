import { useLocalStorage } from '@mantine/hooks'
import { IconMapPin } from '@tabler/icons-react'
import { feeTables } from '../../contract/fees.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { CodeSelect } from '../ui/code-select.tsx'

/** The circulation desk at which this browser stands, if any; transactions name it. */
export function useCurrentDesk() {
  const { options, isKnown } = useCodes()
  const desks = options(feeTables.desk)
  const [stored, store] = useLocalStorage({
    key: 'carrel.desk',
    defaultValue: '',
    getInitialValueInEffect: false,
  })
  return { isKnown, desks, desk: desks.find(one => one.value === stored)?.value, setDesk: store }
}

type Props = { size?: 'xs' | 'sm'; label?: string; description?: string; error?: string | undefined }

/** Currently at: where whoever works here is (seed 002, transaction creator). */
export function CurrentDesk({ size = 'xs', label, ...props }: Props) {
  const t = useText()
  const { desks, desk, setDesk } = useCurrentDesk()
  const name = label ? { label } : { 'aria-label': t('desk.currentlyAt') }
  return (
    <CodeSelect
      {...props}
      {...name}
      size={size}
      leftSection={<IconMapPin size={15} aria-hidden />}
      placeholder={t('desk.none')}
      options={desks}
      value={desk}
      onChange={code => setDesk(code ?? '')}
    />
  )
}
