import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listAddress } from '../cases/last-list'
import { useMe } from '../data/queries'
import type { CaseFull } from '../data/types'
import { Key } from '../keys/key'
import { useKeys } from '../keys/use-keys'
import { toast } from '../parts/toasts'
import { leaveFocus, nextInFocus, useFocus } from './focus'
import { SkipDialog } from './skip-dialog'
import './focus.css'

/** Above a case that is the one before its reader: on to the next when it is dealt with, past it for a reason, or back to the list. */
export function FocusBar({ one }: { one: CaseFull }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const me = useMe()
  const focus = useFocus(one.reference)
  const [skipping, setSkipping] = useState(false)
  const leave = () => {
    leaveFocus()
    void navigate({ to: focus?.from ?? listAddress() })
  }
  const next = async () => {
    const reference = focus && (await nextInFocus(me, focus))
    if (reference) return navigate({ to: '/cases/$ref', params: { ref: reference } })
    toast(t('focus.none'))
    return navigate({ to: focus?.from ?? listAddress() })
  }
  useKeys('case', focus ? { skip: () => setSkipping(true), nextInFocus: () => void next(), leaveFocus: leave } : {})
  if (!focus) return null
  return (
    <div className="focus-bar" data-focus={one.reference} role="status">
      <span className="strong">{t('focus.one')}</span>
      <span className="small muted">{t('focus.seen', { count: focus.seen.length })}</span>
      <span className="focus-deeds">
        <Button size="xs" onClick={() => void next()} rightSection={<Key of="nextInFocus" />}>
          {t('focus.next')}
        </Button>
        <Button size="xs" variant="default" onClick={() => setSkipping(true)} rightSection={<Key of="skip" />}>
          {t('focus.skip')}
        </Button>
        <Button size="xs" variant="subtle" onClick={leave} rightSection={<Key of="leaveFocus" />}>
          {t('focus.leave')}
        </Button>
      </span>
      {skipping && <SkipDialog one={one} close={() => setSkipping(false)} done={next} />}
    </div>
  )
}
