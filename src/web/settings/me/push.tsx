import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { put } from '../../data/client'
import { settings } from '../../data/settings'
import { InlineTrouble } from '../../parts/states'
import { toast } from '../../parts/toasts'
import type { TellingView } from './wishes'

const able = () => 'serviceWorker' in navigator && 'PushManager' in window && window.isSecureContext

/** Being told in this browser, also while the console is closed. Each browser is an address of its own. */
export function Push({ view }: { view: TellingView }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [why, setWhy] = useState<string | null>(null)
  const here = useQuery({ queryKey: ['push-here'], queryFn: subscribed, enabled: able(), staleTime: Number.POSITIVE_INFINITY })
  if (view.push_key === null) return <p className="small muted">{t('mine.noPush')}</p>
  if (!able()) return <p className="small muted">{t('mine.pushUnable')}</p>
  const key = view.push_key
  const turn = async () => {
    setWhy(null)
    try {
      await (here.data ? unsubscribe() : subscribe(key))
      await Promise.all([client.invalidateQueries({ queryKey: ['push-here'] }), client.invalidateQueries({ queryKey: ['telling'] })])
      toast(t(here.data ? 'mine.pushOff' : 'mine.pushOn'))
    } catch (error) {
      setWhy(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <div className="deed-form">
      <p className="small muted">{t('mine.pushWhat', { count: view.addresses.filter(({ kind }) => kind === 'push').length })}</p>
      <div>
        <Button variant="default" onClick={() => void turn()}>
          {t(here.data ? 'mine.pushStop' : 'mine.pushStart')}
        </Button>
      </div>
      {why && (
        <InlineTrouble
          problem={{ title: '', status: 400, code: 'push_refused', detail: why, trace_id: null, safe_to_retry: true }}
          safe={t('mine.pushAllow')}
        />
      )}
    </div>
  )
}

const subscribed = async () => {
  const worker = await navigator.serviceWorker.getRegistration('/')
  return (await worker?.pushManager.getSubscription()) !== null && worker !== undefined
}

/** The label under which the server keeps this browser, so that it can be taken away again. */
function label() {
  const known = settings.get().browser
  if (known) return known
  const made = Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  settings.set({ browser: made })
  return made
}

const keep = (address: string) => put('/users/me/telling', { addresses: [{ kind: 'push', label: label(), address }] })

async function subscribe(key: string) {
  const worker = await navigator.serviceWorker.register('/push-worker.js')
  await navigator.serviceWorker.ready
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  await keep(JSON.stringify(subscription))
}

async function unsubscribe() {
  const worker = await navigator.serviceWorker.getRegistration('/')
  const subscription = await worker?.pushManager.getSubscription()
  await keep('')
  await subscription?.unsubscribe()
}
