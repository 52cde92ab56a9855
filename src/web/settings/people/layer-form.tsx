import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { usersQuery } from '../../data/queries'
import { type FirstDay, firstDayOf, settings } from '../../data/settings'
import { Icon } from '../../look/icons'
import { localeOf } from '../../words/dates'
import { useReading } from '../../words/use-reading'
import { Checks } from '../parts'
import type { Layer } from './queries'

type Props = { layer: Layer; number: number; change: (layer: Layer) => void; drop: (() => void) | null }
const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const
const NUMBER = { monday: 1, saturday: 6, sunday: 7 } as const
/** The days of the week from the one that the reader begins it with. */
const daysFrom = (first: FirstDay) => WEEKDAYS.map((_, i) => WEEKDAYS[(NUMBER[first] - 1 + i) % 7] ?? '1')
/** A Monday, so that the names of the days can be asked for by number. */
const MONDAY = Date.UTC(2026, 0, 5, 12)

export function LayerForm({ layer, number, change, drop }: Props) {
  const { t } = useTranslation()
  const reading = useReading()
  const { firstDay } = settings.use()
  const day = new Intl.DateTimeFormat(localeOf(reading), { weekday: 'short', timeZone: 'UTC' })
  return (
    <fieldset className="layer">
      <legend className="strong">{t('staff.layer', { number })}</legend>
      <Turns layer={layer} change={change} />
      <div className="set-form">
        <NativeSelect
          label={t('staff.every')}
          value={layer.every}
          onChange={(event) => change({ ...layer, every: event.currentTarget.value as Layer['every'] })}
          data={(['day', 'week'] as const).map((every) => ({ value: every, label: t(`staff.each.${every}`) }))}
        />
        <TextInput
          type="time"
          dir="ltr"
          label={t('staff.handover')}
          value={layer.at}
          onChange={(event) => change({ ...layer, at: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          dir="ltr"
          label={t('staff.starts')}
          value={layer.starts}
          onChange={(event) => change({ ...layer, starts: event.currentTarget.value })}
        />
        <Checks
          legend={t('staff.days')}
          all={daysFrom(firstDay ?? firstDayOf(reading.language))}
          chosen={layer.days.length === 0 ? WEEKDAYS : WEEKDAYS.filter((each) => layer.days.includes(Number(each)))}
          name={(each) => day.format(MONDAY + (Number(each) - 1) * 86_400_000)}
          onChange={(days) => change({ ...layer, days: days.length === 7 ? [] : days.map(Number) })}
        />
        <Hours layer={layer} change={change} />
      </div>
      {drop && (
        <div>
          <Button variant="default" size="xs" onClick={drop}>
            {t('staff.dropLayer')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}

/** The hours of the day that the layer is for, and what it does on holidays. One time without the other says nothing yet. */
function Hours({ layer, change }: Pick<Props, 'layer' | 'change'>) {
  const { t } = useTranslation()
  const hours = layer.hours ?? { from: '', to: '' }
  const set = (next: { from: string; to: string }) => change({ ...layer, hours: next.from === '' && next.to === '' ? null : next })
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="time"
          dir="ltr"
          label={t(`turns.${end}`)}
          value={hours[end]}
          onChange={(event) => set({ ...hours, [end]: event.currentTarget.value })}
        />
      ))}
      <NativeSelect
        label={t('turns.holidays')}
        value={layer.holidays}
        onChange={(event) => change({ ...layer, holidays: event.currentTarget.value as Layer['holidays'] })}
        data={(['also', 'only', 'not'] as const).map((value) => ({ value, label: t(`turns.${value}`) }))}
      />
    </>
  )
}

/** People in the order in which they take turns. */
function Turns({ layer, change }: Pick<Props, 'layer' | 'change'>) {
  const { t } = useTranslation()
  const { data: staff = [] } = useQuery(usersQuery)
  const nameOf = (said: string) => staff.find(({ id, name }) => id === said || name === said)?.name ?? said
  const others = staff.filter(
    ({ id, name, left, role }) => !left && role !== 'auditor' && !layer.people.some((p) => p === id || p === name),
  )
  const set = (people: string[]) => change({ ...layer, people })
  const earlier = (at: number) => set(layer.people.map((each, i, all) => (i === at - 1 ? all[at]! : i === at ? all[at - 1]! : each)))
  return (
    <>
      <ol className="turns" aria-label={t('staff.turns')}>
        {layer.people.map((each, at) => (
          <li key={each}>
            <span>
              <bdi>{nameOf(each)}</bdi>
              {at > 0 && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('staff.earlier', { name: nameOf(each) })}
                  onClick={() => earlier(at)}
                >
                  <Icon name="up" size={16} />
                </ActionIcon>
              )}
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('staff.without', { name: nameOf(each) })}
                onClick={() => set(layer.people.filter((one) => one !== each))}
              >
                <Icon name="close" size={16} />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
      <NativeSelect
        aria-label={t('staff.addPerson')}
        value=""
        onChange={(event) => event.currentTarget.value && set([...layer.people, event.currentTarget.value])}
        data={[{ value: '', label: t('staff.addPerson') }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </>
  )
}
