import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/noto-sans-thai/wght.css'
import '@fontsource-variable/vazirmatn/wght.css'
import './look/mantine.css'
import './look/tokens.css'
import './look/type.css'
import './look/parts.css'
import { QueryClient } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { App } from './app/app'
import { correctClock } from './data/now'
import { meQuery } from './data/queries'
import { noteDialog, onKeyDown } from './keys/dispatch'
import { preferredLanguage, startWords } from './words/i18n'

const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && !('problem' in error && (error.problem as { status: number }).status >= 400),
      refetchOnWindowFocus: true,
    },
    // A deed that cannot be done now fails now: none waits for the line and happens later, behind somebody's back.
    mutations: { networkMode: 'always' },
  },
})

/** The language is known before the first picture, so nothing is painted twice; without an answer the browser's own will do. */
async function start() {
  const me = await client.fetchQuery(meQuery).catch(() => null)
  if (me) correctClock(me.now)
  await startWords(preferredLanguage(me))
  window.addEventListener('keydown', noteDialog, { capture: true })
  window.addEventListener('keydown', onKeyDown)
  const root = document.getElementById('root')
  if (root) createRoot(root).render(<App client={client} />)
}
void start()
