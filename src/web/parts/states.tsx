import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../data/client'
import { Icon, type IconName } from '../look/icons'
import { WhoGrants } from './who-grants'
import './states.css'

/** Widths of the two bars of each grey row, in percent. */
const BARS = [
  [34, 82],
  [46, 64],
  [38, 90],
  [52, 71],
  [31, 77],
  [43, 60],
  [36, 86],
  [49, 68],
] as const

/** Row-shaped grey, after 300 ms and without movement: a quick answer shows nothing at all. */
export function Skeleton({ rows = 8, height = 64 }: { rows?: number; height?: number }) {
  const { t } = useTranslation()
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{t('states.loading')}</span>
      {BARS.slice(0, rows).map(([first, second]) => (
        <div key={first} className="skeleton-row" style={{ blockSize: height }} aria-hidden="true">
          <span style={{ inlineSize: `${first}%` }} />
          <span style={{ inlineSize: `${second}%` }} />
        </div>
      ))}
    </div>
  )
}

type EmptyProps = { icon: IconName; title: string; children?: ReactNode; action?: ReactNode }
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className="state">
      <span className="state-icon">
        <Icon name={icon} size={24} />
      </span>
      <h2>{title}</h2>
      {children && <div className="state-words muted">{children}</div>}
      {action}
    </div>
  )
}

/** What failed, whether anything was lost, what to do, and the number that the log knows it by. */
export function Trouble({ what, problem, retry }: { what: string; problem: Problem; retry?: () => void }) {
  const { t } = useTranslation()
  if (problem.status === 403) return <Forbidden detail={problem.detail} />
  return (
    <div className="state" role="alert">
      <span className="state-icon breach">
        <Icon name="warning" size={24} />
      </span>
      <h2>{t('states.failed', { what })}</h2>
      <div className="state-words">
        <p>
          <Reason of={problem} />
        </p>
        <p className="muted">{t('states.nothingLost')}</p>
      </div>
      {retry && (
        <Button variant="default" onClick={retry}>
          {t('states.retry')}
        </Button>
      )}
      <TraceId problem={problem} />
    </div>
  )
}

/** What one lacks, and who can give it: by name, with a request ready to send. */
export function Forbidden({ detail }: { detail: string }) {
  const { t } = useTranslation()
  return (
    <Empty icon="lock" title={t('states.forbidden')}>
      <p>{detail}</p>
      <WhoGrants what={detail} />
    </Empty>
  )
}

export function TraceId({ problem }: { problem: Problem }) {
  const { t } = useTranslation()
  if (!problem.trace_id) return null
  return (
    <p className="micro muted">
      {t('states.trace')} <bdi className="id">{problem.trace_id}</bdi>
    </p>
  )
}

/** A sentence in the reader's language where the catalogue knows the code; else what the server said. */
function Reason({ of: { code, status, detail } }: { of: Problem }) {
  const { t } = useTranslation()
  const general = t(status === 0 ? 'refusals.no_answer' : status >= 500 ? 'refusals.server' : 'refusals.other')
  return <span dir="auto">{t(`refusals.${code}`, { defaultValue: detail || general })}</span>
}

/** A problem in one line beside what it concerns: a form, a message, a button. */
export function InlineTrouble({ problem, safe, children }: { problem: Problem; safe?: string; children?: ReactNode }) {
  return (
    <div className="inline-trouble" role="alert">
      <Icon name="warning" size={16} />
      <div>
        <Reason of={problem} /> {safe && <span>{safe}</span>}
        <TraceId problem={problem} />
      </div>
      {children}
    </div>
  )
}
