import { useTranslation } from 'react-i18next'
import { DeedDialog } from '../../case/deed-dialog'
import { stateOf } from '../../data/client'
import { useDeed } from '../parts'
import type { ClimbDraft } from './climb-draft'

/** Ends a policy of the firm's own: new cases no longer climb it, climbs that are under way keep theirs. */
export function EndPolicy({ policy, close }: { policy: ClimbDraft; close: () => void }) {
  const { t } = useTranslation()
  const deed = useDeed(['policies'], t('begins.ended', { name: policy.title }), close)
  return (
    <DeedDialog
      close={close}
      {...stateOf(deed)}
      title={t('begins.endWho', { name: policy.title })}
      verb={t('begins.endIt')}
      ready
      onSubmit={() => deed.mutate({ method: 'DELETE', path: `/policies/${policy.id}` })}
    >
      <p>{t('begins.endWhat')}</p>
    </DeedDialog>
  )
}
