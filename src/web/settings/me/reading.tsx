import { NativeSelect, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { serverNow } from '../../data/now'
import { useMe } from '../../data/queries'
import {
  CALENDARS,
  type Calendar,
  type Density,
  DIGITS,
  type Digits,
  FIRST_DAYS,
  type FirstDay,
  LANGUAGES,
  type Language,
  settings,
  type Theme,
} from '../../data/settings'
import { digitSample, longWhen } from '../../words/dates'
import { currentLanguage, OWN_NAMES, speak } from '../../words/i18n'
import { useReading } from '../../words/use-reading'
import { useDeed } from '../parts'

/** Language, calendar, digits, first day, rows and colours. They are kept in this browser; the language is told to the server too, for notices. */
export function Reading() {
  const { t } = useTranslation()
  const { calendar, digits, density, firstDay, chartsTurned } = settings.use()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const reading = useReading()
  const option = (value: string, label: string) => ({ value, label })
  const asLanguage = option('', t('settings.asLanguage'))
  return (
    <>
      <div className="set-form">
        <SpokenLanguage />
        <NativeSelect
          label={t('settings.calendar')}
          value={calendar ?? ''}
          onChange={(event) => settings.set({ calendar: (event.currentTarget.value || null) as Calendar | null })}
          data={[asLanguage, ...CALENDARS.map((name) => option(name, t(`settings.calendars.${name}`)))]}
        />
        <NativeSelect
          label={t('settings.digits')}
          value={digits ?? ''}
          onChange={(event) => settings.set({ digits: (event.currentTarget.value || null) as Digits | null })}
          data={[asLanguage, ...DIGITS.map((name) => option(name, digitSample(name)))]}
        />
        <NativeSelect
          label={t('mine.firstDay')}
          value={firstDay ?? ''}
          onChange={(event) => settings.set({ firstDay: (event.currentTarget.value || null) as FirstDay | null })}
          data={[asLanguage, ...FIRST_DAYS.map((name) => option(name, t(`mine.firstDays.${name}`)))]}
        />
        <NativeSelect
          label={t('settings.density')}
          value={density}
          onChange={(event) => settings.set({ density: event.currentTarget.value as Density })}
          data={(['compact', 'standard', 'comfortable'] as const).map((name) => option(name, t(`settings.densities.${name}`)))}
        />
        <NativeSelect
          label={t('chart.time.title')}
          value={chartsTurned ? 'page' : 'ltr'}
          onChange={(event) => settings.set({ chartsTurned: event.currentTarget.value === 'page' })}
          data={(['ltr', 'page'] as const).map((name) => option(name, t(`chart.time.${name}`)))}
        />
        <NativeSelect
          label={t('shell.theme.title')}
          value={colorScheme}
          onChange={(event) => setColorScheme(event.currentTarget.value as Theme)}
          data={(['auto', 'light', 'dark'] as const).map((name) => option(name, t(`shell.theme.${name}`)))}
        />
      </div>
      <p className="small muted">
        {t('settings.example')} <span className="when">{longWhen(serverNow(), reading)}</span>
      </p>
    </>
  )
}

function SpokenLanguage() {
  const { t } = useTranslation()
  const user = useMe()?.user
  const told = useDeed(['me'], null)
  const choose = (language: Language) => {
    settings.set({ language })
    void speak(language)
    if (user) told.mutate({ method: 'PUT', path: '/me', body: { language } })
  }
  return (
    <NativeSelect
      label={t('shell.language')}
      value={currentLanguage()}
      onChange={(event) => choose(event.currentTarget.value as Language)}
      data={LANGUAGES.map((language) => ({ value: language, label: OWN_NAMES[language] }))}
    />
  )
}
