import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../data/client'
import { StreamContext, useLive } from '../data/live'
import { meQuery } from '../data/queries'
import { PasteBox } from '../parts/paste-box'
import { PendingReplies } from '../parts/pending-replies'
import { Trouble } from '../parts/states'
import { Toasts } from '../parts/toasts'
import { DemoRibbon } from './demo-ribbon'
import { GlobalKeys } from './global-keys'
import { HeardBy } from './heard'
import { KeySheet } from './key-sheet'
import { Palette } from './palette'
import { Rail } from './rail'
import { Screen } from './screen'
import { TopBar } from './top-bar'
import './shell.css'

export type Open = 'palette' | 'sheet' | 'create' | null

/** The frame around every screen: where to go, who I am, what is live; and the dialogs that any screen may call. */
export function Shell() {
  const { t } = useTranslation()
  const me = useQuery(meQuery)
  const live = useLive(me.data !== undefined)
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  return (
    <StreamContext value={live}>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <div className="shell">
        <TopBar open={setOpen} />
        <Rail />
        <main id="main" className="shell-main" tabIndex={-1}>
          {me.data?.tenant.demo && <DemoRibbon />}
          {me.data && <PendingReplies />}
          {me.error ? <Trouble what={t('shell.desk')} problem={problemOf(me.error)} retry={() => void me.refetch()} /> : <Screen />}
        </main>
      </div>
      <GlobalKeys open={setOpen} />
      <Palette opened={open === 'palette'} onClose={close} />
      <KeySheet opened={open === 'sheet'} onClose={close} />
      <PasteBox opened={open === 'create'} onClose={close} />
      <Toasts />
      <HeardBy />
    </StreamContext>
  )
}
