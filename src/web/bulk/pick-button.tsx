import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Key } from '../keys/key'
import type { Selection } from '../parts/use-selection'

/** For a finger, which has no Shift: while it is on, a touch chooses a row instead of opening it. */
export function PickButton({ selection: { picking, pick, clear } }: { selection: Selection }) {
  const { t } = useTranslation()
  const press = () => {
    if (picking) clear()
    pick(!picking)
  }
  return (
    <Button size="xs" variant={picking ? 'filled' : 'default'} aria-pressed={picking} onClick={press} data-pick>
      {t('bulk.choose')}&nbsp;
      <Key of="choose" />
    </Button>
  )
}
