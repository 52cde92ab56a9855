import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CHANNELS } from '../../../domain/channels'
import { SEVERITIES, type Severity } from '../../../domain/finding'
import { useChannelName } from '../../parts/contact'
import { localeOf } from '../../words/dates'
import { useReading } from '../../words/use-reading'
import { Checks } from '../parts'
import { DAYS, PROMISES, type Promise4, type PromiseDraft, type Row } from './promise-draft'

/** The four promises, each a length such as 4bh, 24h or 5bd; an empty one promises nothing. */
export function PromiseFields({ promises, change }: { promises: Promise4; change: (promises: Promise4) => void }) {
  const { t } = useTranslation()
  return (
    <div className="set-form">
      {PROMISES.map((name) => (
        <TextInput
          key={name}
          dir="ltr"
          label={t(`promises.${name}`)}
          placeholder="4bh"
          value={promises[name]}
          onChange={(event) => change({ ...promises, [name]: event.currentTarget.value.trim() })}
        />
      ))}
    </div>
  )
}

type RowProps = { row: Row; branch: boolean; change: (row: Row) => void; drop: () => void }
/** Some cases, by severity and channel, or a branch by its name. */
export function RowForm({ row, branch, change, drop }: RowProps) {
  const { t } = useTranslation()
  const channelName = useChannelName()
  return (
    <fieldset className="layer" data-row={branch ? 'branch' : 'closer'}>
      <legend className="strong">{t(branch ? 'promises.aBranch' : 'promises.some')}</legend>
      {branch ? (
        <TextInput
          required
          dir="ltr"
          label={t('promises.branchName')}
          value={row.name}
          onChange={(event) => change({ ...row, name: event.currentTarget.value })}
        />
      ) : (
        <div className="set-form">
          <Checks
            legend={t('climbs.severity')}
            all={SEVERITIES}
            chosen={row.severities as Severity[]}
            name={(one) => one}
            onChange={(severities) => change({ ...row, severities })}
          />
          <NativeSelect
            label={t('filters.channel')}
            value={row.channel}
            onChange={(event) => change({ ...row, channel: event.currentTarget.value })}
            data={[{ value: '', label: t('books.anyChannel') }, ...CHANNELS.map((each) => ({ value: each, label: channelName(each) }))]}
          />
        </div>
      )}
      <PromiseFields promises={row.promises} change={(promises) => change({ ...row, promises })} />
      <div>
        <Button variant="default" size="xs" onClick={drop}>
          {t('promises.drop')}
        </Button>
      </div>
    </fieldset>
  )
}

/** A Monday, so that the names of the days can be asked for by number. */
const MONDAY = Date.UTC(2026, 0, 5, 12)

/** Opening hours of each day, and whose holidays are kept. */
export function Hours({ draft, change }: { draft: PromiseDraft; change: (part: Partial<PromiseDraft>) => void }) {
  const { t } = useTranslation()
  const day = new Intl.DateTimeFormat(localeOf(useReading()), { weekday: 'long', timeZone: 'UTC' })
  return (
    <details>
      <summary className="strong">{t('promises.hours')}</summary>
      <p className="small muted">{t('promises.hoursHow')}</p>
      <div className="set-form">
        {DAYS.map((name, at) => (
          <TextInput
            key={name}
            dir="ltr"
            label={day.format(MONDAY + at * 86_400_000)}
            value={draft.hours[at] ?? ''}
            onChange={(event) => change({ hours: draft.hours.map((one, i) => (i === at ? event.currentTarget.value : one)) })}
          />
        ))}
        <TextInput
          dir="ltr"
          label={t('promises.holidays')}
          value={draft.holidays}
          onChange={(event) => change({ holidays: event.currentTarget.value })}
        />
      </div>
    </details>
  )
}
