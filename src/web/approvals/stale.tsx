import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../data/client'
import { Icon } from '../look/icons'
import { InlineTrouble } from '../parts/states'
import type { Approval } from './types'

/** What changed since the answer was written. It cannot leave before somebody says that it still fits, or its author hands in another. */
export function Stale({ of, review }: { of: Approval; review: () => Promise<unknown> }) {
  const { t } = useTranslation()
  const looking = useMutation({ mutationFn: review })
  const mends = of.stale.every((reason) => reason === 'customer_wrote' || reason === 'way_changed')
  return (
    <div className="approval-stale" role="alert">
      <Icon name="warning" size={16} />
      <div>
        <p className="strong">{t('approvals.stale.title')}</p>
        <p>{of.stale.map((reason) => t(`approvals.stale.${reason}`)).join(' ')}</p>
        {looking.error && <InlineTrouble problem={problemOf(looking.error)} />}
      </div>
      {mends && (
        <button type="button" className="link-button" disabled={looking.isPending} onClick={() => looking.mutate()} data-review>
          {t('approvals.stale.stillFits')}
        </button>
      )}
    </div>
  )
}
