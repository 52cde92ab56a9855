import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeedDialog } from '../../case/deed-dialog'
import { PeoplePicker } from '../../case/people-picker'
import { stateOf } from '../../data/client'
import { serverNow } from '../../data/now'
import { useMay, useTimeZone } from '../../data/queries'
import type { Person } from '../../data/types'
import { momentAt, wallTime } from '../../words/local-time'
import { When } from '../../words/when'
import { Loaded, Part, useDeed } from '../parts'
import { onCallQuery } from './queries'
import { Span } from './span'

/** Who is away or will be, and who stands in. What is past is not shown. */
export function Absences() {
  const { t } = useTranslation()
  const onCall = useQuery(onCallQuery)
  const mayArrange = useMay('notices:write')
  const end = useDeed(['on-call', 'users'], t('staff.absenceEnded'))
  return (
    <Part title={t('staff.absences')} what={t('staff.absencesWhat')}>
      <Loaded query={onCall} what={t('staff.absences')}>
        {({ absences }) =>
          absences.length === 0 ? (
            <p className="muted">{t('staff.nobodyAway')}</p>
          ) : (
            <ul className="set-rows">
              {absences.map(({ id, person, cover, from, to }) => (
                <li key={id} className="set-row">
                  <span className="set-row-main">
                    <bdi className="strong">{person}</bdi>
                    <span className="small muted">
                      <When at={from} full /> – <When at={to} full /> · {cover ? t('staff.coveredBy', { name: cover }) : t('staff.noCover')}
                    </span>
                  </span>
                  {mayArrange && (
                    <Button
                      variant="default"
                      size="xs"
                      loading={end.isPending && end.variables?.path.endsWith(id)}
                      onClick={() => end.mutate({ method: 'DELETE', path: `/absences/${id}` })}
                    >
                      {t('staff.endAbsence')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Part>
  )
}

const DAY = 86_400_000

export function AwayDialog({ person, close }: { person: Person; close: () => void }) {
  const { t } = useTranslation()
  const zone = useTimeZone()
  const [from, setFrom] = useState(() => wallTime(serverNow(), zone))
  const [to, setTo] = useState(() => wallTime(serverNow() + DAY, zone))
  const [cover, setCover] = useState<string | null>(null)
  const deed = useDeed(['on-call', 'users'], t('staff.isAway', { name: person.name }), close)
  const [begins, ends] = [momentAt(from, zone), momentAt(to, zone)]
  const span = begins !== null && ends !== null && begins < ends ? { from: iso(begins), to: iso(ends) } : null
  return (
    <DeedDialog
      close={close}
      {...stateOf(deed)}
      title={t('staff.awayWho', { name: person.name })}
      verb={t('staff.awayDo')}
      ready={span !== null}
      onSubmit={() => deed.mutate({ method: 'POST', path: '/absences', body: { person: person.id, cover, ...span } })}
    >
      <Span from={from} to={to} setFrom={setFrom} setTo={setTo} />
      <PeoplePicker label={t('staff.cover')} value={cover} onChange={setCover} nobody={t('staff.noCover')} exclude={person.id} />
    </DeedDialog>
  )
}

const iso = (at: number) => new Date(at).toISOString()
