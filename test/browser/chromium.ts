import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser that this machine has, null where it has none. */
export function chromiumPath(): string | null {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync) ?? null
}
