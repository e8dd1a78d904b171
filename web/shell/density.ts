import { useLocalStorage } from '@mantine/hooks'

export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]

/** How much air rows and fields have; kept in this browser. */
export function useDensity() {
  return useLocalStorage<Density>({
    key: 'carrel.density',
    defaultValue: 'comfortable',
    getInitialValueInEffect: false,
  })
}
