import { useMediaQuery } from '@mantine/hooks'

/** True where list and pane stand beside each other. */
export const useWide = () => useMediaQuery('(min-width: 901px)', undefined, { getInitialValueInEffect: false }) ?? true
