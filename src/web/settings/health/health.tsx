import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get } from '../../data/client'
import { Icon } from '../../look/icons'
import { number } from '../../words/dates'
import { useReading } from '../../words/use-reading'
import { Copyable, Loaded, Part } from '../parts'
import { type Said, useFound } from './use-found'

type State = 'ok' | 'warning' | 'problem'
type Finding = {
  code: string
  check: string
  state: State
  detail: string
  tried?: string
  got?: string
  likely?: string
  do?: string
  said?: Said
}
type Doctor = {
  version: string
  backlog: number
  disk: { free_mb: number; low: boolean } | null
  trouble: string | null
  data: Finding[]
}

/** The doctor's findings in words, with what to do; what is well is one line each, below. */
export function Health() {
  const { t } = useTranslation()
  const reading = useReading()
  const doctor = useQuery({ queryKey: ['doctor'], queryFn: ({ signal }) => get<Doctor>('/doctor', signal), refetchInterval: 60_000 })
  return (
    <Part
      title={t('doctor.findings')}
      what={t('doctor.what')}
      action={
        <Button variant="default" loading={doctor.isFetching} onClick={() => void doctor.refetch()}>
          {t('doctor.again')}
        </Button>
      }
    >
      <Loaded query={doctor} what={t('doctor.findings')}>
        {({ version, backlog, disk, trouble, data }) => {
          const bad = data.filter(({ state }) => state !== 'ok')
          return (
            <>
              <p className="small muted">
                {t('doctor.version', { version })} · {t('doctor.backlog', { count: backlog })}
                {disk && ` · ${t('doctor.disk', { free: number(disk.free_mb / 1024, reading, { maximumFractionDigits: 1 }) })}`}
              </p>
              {trouble && (
                <p className="small due" lang="en" dir="auto">
                  {t('doctor.stumbled')} {trouble}
                </p>
              )}
              <p className="strong" role="status">
                {bad.length === 0 ? t('doctor.allWell') : t('doctor.count', { count: bad.length })}
              </p>
              {bad.map((finding) => (
                <Bad key={finding.check} finding={finding} />
              ))}
              <ul className="set-rows">
                {data
                  .filter(({ state }) => state === 'ok')
                  .map((finding) => (
                    <li key={finding.check} className="set-row small" data-finding={finding.code}>
                      <span className="ok">
                        <Icon name="check" size={16} />
                      </span>
                      <span className="set-row-main">{t(`doctor.check.${finding.code}`)}</span>
                      <Detail finding={finding} />
                    </li>
                  ))}
              </ul>
            </>
          )
        }}
      </Loaded>
    </Part>
  )
}

function Bad({ finding }: { finding: Finding }) {
  const { t } = useTranslation()
  const command = /redress [a-z][^,.]*/.exec(finding.do ?? '')?.[0]
  return (
    <article className="set-row" data-finding={finding.code}>
      <div className="set-row-main">
        <span className="set-chips">
          <span className={`chip ${finding.state === 'problem' ? 'chip-breach' : 'chip-due'}`}>
            <Icon name={finding.state === 'problem' ? 'warning' : 'info'} size={14} /> {t(`doctor.state.${finding.state}`)}
          </span>
          <span className="strong">{t(`doctor.check.${finding.code}`)}</span>
        </span>
        <span>{t(`doctor.help.${finding.code}`)}</span>
        <span className="small">
          <Detail finding={finding} />
        </span>
        {finding.got && (
          <span className="small muted" lang="en" dir="auto">
            {finding.got}
          </span>
        )}
        {command && <Copyable value={command} label={t('doctor.command')} />}
      </div>
    </article>
  )
}

/** What is so, in the reader's language; what is data by itself, such as a version, as it is. */
function Detail({ finding: { said, detail, likely } }: { finding: Finding }) {
  const found = useFound()
  if (said) return <span className="muted">{found(said)}</span>
  return (
    <span className="muted" lang="en" dir="auto">
      {[detail, likely].filter(Boolean).join(' · ')}
    </span>
  )
}
