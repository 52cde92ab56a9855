import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from '../../case/deed-dialog'
import { PeoplePicker } from '../../case/people-picker'
import { stateOf } from '../../data/client'
import type { Person } from '../../data/types'
import { useDeed } from '../parts'

/** Somebody leaves: what happens to their open cases is said before. Or somebody who left comes back. */
export function LeaveDialog({ person, close }: { person: Person; close: () => void }) {
  const { t } = useTranslation()
  const [heir, setHeir] = useState<string | null>(null)
  const said = ({ handed_over: count, kept }: { handed_over?: number; kept?: number }) =>
    person.left
      ? t('staff.isBack', { name: person.name })
      : `${t('staff.hasLeft', { name: person.name })} ${t('staff.handedOver', { count: count ?? 0 })}${kept ? ` ${t('staff.kept', { count: kept })}` : ''}`
  const deed = useDeed<{ handed_over?: number; kept?: number }>(['users', 'on-call', 'counts'], said, close)
  return (
    <DeedDialog
      close={close}
      {...stateOf(deed)}
      title={t(person.left ? 'staff.backWho' : 'staff.leaveWho', { name: person.name })}
      verb={t(person.left ? 'staff.back' : 'staff.leaveDo')}
      ready
      onSubmit={() =>
        deed.mutate(
          person.left
            ? { method: 'DELETE', path: `/users/${person.id}/departure` }
            : { method: 'POST', path: `/users/${person.id}/departure`, body: { hand_over_to: heir } },
        )
      }
    >
      <p>{t(person.left ? 'staff.backWhat' : 'staff.leaveWhat')}</p>
      {!person.left && person.load > 0 && (
        <PeoplePicker
          label={t('staff.heir', { count: person.load })}
          value={heir}
          onChange={setHeir}
          nobody={t('staff.toTeam', { team: person.team })}
          exclude={person.id}
        />
      )}
    </DeedDialog>
  )
}
