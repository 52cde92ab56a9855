import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf, put } from '../../data/client'
import { LANGUAGES, type Language } from '../../data/settings'
import { currentLanguage, OWN_NAMES } from '../../words/i18n'
import type { Firm, SetupData } from './queries'
import type { StepProps } from './setup'
import { StepFrame } from './step-frame'
import { usePlaceName } from './use-place-name'

/** Who we are, and by whose days and hours promises are counted. */
export function FirmStep({ data, done, skip, pending }: StepProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [firm, setFirm] = useState(() => guessed(data))
  const change = (part: Partial<Firm>) => setFirm((old) => ({ ...old, ...part }))
  const keep = useMutation({
    mutationFn: () => put('/firm', { ...firm, name: firm.name.trim() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['me'] })
      done()
    },
  })
  return (
    <StepFrame
      title={t('setup.step.firm')}
      what={t('setup.firmWhat')}
      next={() => keep.mutate()}
      skip={skip}
      pending={pending || keep.isPending}
      problem={keep.error ? problemOf(keep.error) : null}
    >
      <Fields firm={firm} change={change} places={data.places} />
    </StepFrame>
  )
}

type FieldsProps = { firm: Firm; change: (part: Partial<Firm>) => void; places: SetupData['places'] }
function Fields({ firm, change, places }: FieldsProps) {
  const { t } = useTranslation()
  const placeName = usePlaceName()
  const zones = [...new Set([firm.time_zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  const known = [...new Set([firm.calendar, ...places.map(({ id }) => id)])].filter((id) => id !== '')
  // Whoever says where they are has mostly said whose holidays they keep.
  const inZone = (time_zone: string) =>
    change({ time_zone, calendar: places.find((one) => one.time_zone === time_zone)?.id ?? firm.calendar })
  return (
    <div className="set-form">
      <TextInput
        required
        label={t('setup.name')}
        value={firm.name}
        maxLength={200}
        dir="auto"
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('setup.language')}
        value={firm.language}
        onChange={(event) => change({ language: event.currentTarget.value as Language })}
        data={LANGUAGES.map((value) => ({ value, label: OWN_NAMES[value] }))}
      />
      <NativeSelect label={t('setup.zone')} value={firm.time_zone} onChange={(event) => inZone(event.currentTarget.value)} data={zones} />
      <NativeSelect
        label={t('setup.calendar')}
        value={firm.calendar}
        onChange={(event) => change({ calendar: event.currentTarget.value })}
        data={[{ value: '', label: t('setup.noCalendar') }, ...known.map((value) => ({ value, label: placeName(value) }))]}
      />
    </div>
  )
}

/** As it stands; on a desk that nobody has set up, what this browser says of where it is. */
function guessed({ firm, steps, places }: SetupData): Firm {
  if (firm.time_zone !== 'UTC' || steps.some(({ id, state }) => id === 'firm' && state !== 'open')) return firm
  const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
  return { ...firm, language: currentLanguage(), time_zone, calendar: places.find((one) => one.time_zone === time_zone)?.id ?? '' }
}
