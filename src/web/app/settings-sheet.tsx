import { Button, Modal, NativeSelect, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serverNow } from '../data/now'
import { CALENDARS, type Calendar, type Density, DIGITS, type Digits, settings } from '../data/settings'
import { BINDINGS, clashes, remapped } from '../keys/bindings'
import { KeyCaps } from '../keys/key'
import { pressed } from '../keys/press'
import { digitSample, longWhen } from '../words/dates'
import { useReading } from '../words/use-reading'
import './dialogs.css'

/** What one person may choose; kept in this browser. */
export function SettingsSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={onClose} title={t('shell.settings')} size="xl" closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <div className="settings">
        <Dates />
        <Keyboard />
      </div>
    </Modal>
  )
}

function Dates() {
  const { t } = useTranslation()
  const { calendar, digits, density } = settings.use()
  const reading = useReading()
  const option = (value: string, label: string) => ({ value, label })
  return (
    <>
      <h3>{t('settings.reading')}</h3>
      <div className="settings-pair">
        <NativeSelect
          label={t('settings.calendar')}
          value={calendar ?? ''}
          onChange={(event) => settings.set({ calendar: (event.currentTarget.value || null) as Calendar | null })}
          data={[option('', t('settings.asLanguage')), ...CALENDARS.map((name) => option(name, t(`settings.calendars.${name}`)))]}
        />
        <NativeSelect
          label={t('settings.digits')}
          value={digits ?? ''}
          onChange={(event) => settings.set({ digits: (event.currentTarget.value || null) as Digits | null })}
          data={[option('', t('settings.asLanguage')), ...DIGITS.map((name) => option(name, digitSample(name)))]}
        />
        <NativeSelect
          label={t('settings.density')}
          value={density}
          onChange={(event) => settings.set({ density: event.currentTarget.value as Density })}
          data={(['compact', 'standard', 'comfortable'] as const).map((name) => option(name, t(`settings.densities.${name}`)))}
        />
      </div>
      <p className="small muted">
        {t('settings.example')} <span className="when">{longWhen(serverNow(), reading)}</span>
      </p>
    </>
  )
}

function Keyboard() {
  const { t } = useTranslation()
  const { letterKeys, keyMap } = settings.use()
  const [waiting, setWaiting] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const take = (event: React.KeyboardEvent, id: string) => {
    if (waiting !== id || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return setWaiting(null)
    const keys = pressed(event.nativeEvent)
    if (keys === null || keys.startsWith('Mod+')) return
    const next = { ...keyMap, [id]: keys }
    const clash = clashes(remapped(next)).find((pair) => pair.includes(id))
    setRefused(clash ? t('settings.taken', { other: t(`keys.does.${clash.find((one) => one !== id)}`) }) : null)
    if (clash) return
    settings.set({ keyMap: next })
    setWaiting(null)
  }
  return (
    <>
      <h3>{t('settings.keyboard')}</h3>
      <Switch
        checked={letterKeys}
        onChange={(event) => settings.set({ letterKeys: event.currentTarget.checked })}
        label={t('settings.letterKeys')}
        description={t('settings.letterKeysWhy')}
      />
      {refused && (
        <p role="alert" className="breach small">
          {refused}
        </p>
      )}
      {letterKeys && (
        <div className="remap">
          {remapped(keyMap)
            .filter(({ keys }) => !keys.startsWith('Mod+'))
            .map(({ id, keys }) => (
              <div key={id} className="remap-row">
                <span>{t(`keys.does.${id}`)}</span>
                <button
                  type="button"
                  className="remap-key"
                  aria-pressed={waiting === id}
                  aria-label={t('settings.change', { what: t(`keys.does.${id}`) })}
                  data-remap={id}
                  onClick={() => setWaiting(id)}
                  onBlur={() => setWaiting(null)}
                  onKeyDown={(event) => take(event, id)}
                >
                  {waiting === id ? t('settings.press') : <KeyCaps keys={keys} />}
                </button>
              </div>
            ))}
        </div>
      )}
      {BINDINGS.some(({ id }) => keyMap[id]) && (
        <div>
          <Button variant="default" onClick={() => settings.set({ keyMap: {} })}>
            {t('settings.reset')}
          </Button>
        </div>
      )}
    </>
  )
}
