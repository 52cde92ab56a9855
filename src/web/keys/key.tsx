import { useTranslation } from 'react-i18next'
import { settings } from '../data/settings'
import { type BindingId, remapped } from './bindings'

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** A binding's keys as caps, for menus, tooltips, the palette and the sheet. */
export function Key({ of }: { of: BindingId }) {
  const { keyMap, letterKeys } = settings.use()
  const keys = remapped(keyMap).find(({ id }) => id === of)?.keys ?? ''
  if (!letterKeys && !keys.startsWith('Mod+')) return null
  return <KeyCaps keys={keys} />
}

export function KeyCaps({ keys }: { keys: string }) {
  const { t } = useTranslation()
  return (
    <bdi className="keys" dir="ltr">
      {keys.split(' ').map((press, i) => (
        <span key={press}>
          {i > 0 && <span className="keys-then"> {t('keys.then')} </span>}
          {press.split('+').map((cap) => (
            <kbd key={cap}>{capName(cap)}</kbd>
          ))}
        </span>
      ))}
    </bdi>
  )
}

function capName(cap: string) {
  if (cap === 'Mod') return mac ? '⌘' : 'Ctrl'
  if (cap === 'Shift') return '⇧'
  if (cap === 'Enter') return '↵'
  if (cap === 'ArrowDown') return '↓'
  if (cap === 'ArrowUp') return '↑'
  if (cap === 'Escape') return 'Esc'
  return cap.length === 1 ? cap.toUpperCase() : cap
}
