import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { settings } from '../../data/settings'
import { BINDINGS, clashes, remapped } from '../../keys/bindings'
import { KeyCaps } from '../../keys/key'
import { pressed } from '../../keys/press'

/** The single-letter keys: off, on, or others. One that another key on the same screen has already is refused by name. */
export function Keyboard() {
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
        <details>
          <summary className="small">{t('mine.changeKeys')}</summary>
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
                    data-remap={id}
                    onClick={() => setWaiting(id)}
                    onBlur={() => setWaiting(null)}
                    onKeyDown={(event) => take(event, id)}
                  >
                    <span className="visually-hidden">{t('settings.change', { what: t(`keys.does.${id}`) })} </span>
                    {waiting === id ? t('settings.press') : <KeyCaps keys={keys} />}
                  </button>
                </div>
              ))}
          </div>
        </details>
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
