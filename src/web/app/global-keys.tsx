import { useNavigate } from '@tanstack/react-router'
import type { Handlers } from '../keys/dispatch'
import { useKeys } from '../keys/use-keys'
import { LOOK, useScreens } from './screens'
import type { Open } from './shell'

export function GlobalKeys({ open }: { open: (what: Open) => void }) {
  const navigate = useNavigate()
  const screens = useScreens()
  const places: Handlers = {}
  for (const { id, path } of screens) {
    const { go } = LOOK[id]
    if (go) places[go] = () => void navigate({ to: path })
  }
  useKeys('any', {
    palette: () => open('palette'),
    sheet: () => open('sheet'),
    create: () => open('create'),
    search: () => {
      const field = document.querySelector<HTMLInputElement>('[data-search]')
      if (field) field.focus()
      else open('palette')
    },
    ...places,
  })
  return null
}
