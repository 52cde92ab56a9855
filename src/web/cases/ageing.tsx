import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../look/icons'
import { Skeleton } from '../parts/states'

const Chart = lazy(async () => ({ default: (await import('../charts/ageing')).AgeingChart }))

/** The queue's age above the list, for whoever asks for it; it is fetched then and not before. */
export function useAgeing() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const button = (
    <Button variant="default" aria-expanded={open} leftSection={<Icon name="clock" size={16} />} onClick={() => setOpen(!open)} data-ageing>
      {t('chart.ageing.show')}
    </Button>
  )
  return { open, button }
}

export function Ageing() {
  return (
    <div className="cases-ageing">
      <Suspense fallback={<Skeleton rows={3} />}>
        <Chart />
      </Suspense>
    </div>
  )
}
