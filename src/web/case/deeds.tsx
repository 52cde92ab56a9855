import { Button, Tooltip } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Problem, post, stateOf } from '../data/client'
import { useMay, useMe } from '../data/queries'
import type { CaseFull } from '../data/types'
import { takeBack } from '../data/undo'
import type { BindingId } from '../keys/bindings'
import { type Handlers, perform } from '../keys/dispatch'
import { Key } from '../keys/key'
import { useKeys } from '../keys/use-keys'
import { Icon, type IconName } from '../look/icons'
import { toast } from '../parts/toasts'
import { AcknowledgeForm } from './acknowledge-form'
import { AssignForm } from './assign-form'
import { CloseForm } from './close-form'
import { answerable } from './composer'
import { ReasonForm } from './reason-form'
import { RegradeForm } from './regrade-form'

export type DeedProps = { one: CaseFull; close: () => void; act: Act; pending: boolean; problem: Problem | null }
/** Posts one deed on the case; `said` is what the toast tells. What takes it back, the server says. */
export type Act = (deed: { path: string; body: Record<string, unknown>; said: string }) => void
type Dialog = 'acknowledge' | 'assign' | 'escalate' | 'regrade' | 'close' | 'reopen'

export function Deeds({ one, refresh }: { one: CaseFull; refresh: () => Promise<unknown> }) {
  const { t } = useTranslation()
  const me = useMe()?.user
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const deed = useMutation({
    mutationFn: ({ path, body }: Parameters<Act>[0]) => post<CaseFull & { undo?: string | null }>(`/cases/${one.id}/${path}`, body),
    onSuccess: async ({ undo: taken }, { said }) => {
      setDialog(null)
      await refresh()
      const undo = async () => {
        if (taken) await takeBack(taken)
        await refresh()
      }
      toast(said, taken ? { undo } : {})
    },
  })
  const act: Act = (what) => deed.mutate(what)
  const assignMe = () => {
    if (!me || one.owner_id === me.id) return
    act({ path: 'assignment', body: { owner: me.id }, said: t('deeds.assigned', { name: me.name }) })
  }
  const ask = (which: Dialog) => {
    deed.reset()
    setDialog(which)
  }
  const may = useMay('cases:write')
  const open = one.state !== 'closed'
  const working: Handlers = {
    ...{ assign: () => ask('assign'), assignMe, escalate: () => ask('escalate') },
    ...{ regrade: () => ask('regrade'), close: () => ask('close') },
  }
  if (!one.acknowledged_at) working.acknowledge = () => ask('acknowledge')
  useKeys('case', !may ? {} : open ? working : { reopen: () => ask('reopen') })
  const shared = { one, act, close: () => setDialog(null), ...stateOf(deed) }
  if (!may) return null
  return (
    <div className="deeds" role="toolbar" aria-label={t('deeds.title')}>
      {open && !one.acknowledged_at && <Deed icon="check" binding="acknowledge" strong onClick={() => ask('acknowledge')} />}
      {open && <Deed icon="assign" binding="assign" onClick={() => ask('assign')} />}
      {open && <Deed icon="up" binding="escalate" onClick={() => ask('escalate')} />}
      {open && <Deed icon="flag" binding="regrade" onClick={() => ask('regrade')} />}
      {answerable(one) && <Deed icon="mail" binding="letter" onClick={() => perform('letter')} />}
      {open && <Deed icon="cases" binding="close" onClick={() => ask('close')} />}
      {!open && <Deed icon="reopen" binding="reopen" onClick={() => ask('reopen')} />}
      {dialog === 'acknowledge' && <AcknowledgeForm {...shared} />}
      {dialog === 'assign' && <AssignForm {...shared} />}
      {dialog === 'regrade' && <RegradeForm {...shared} />}
      {dialog === 'close' && <CloseForm {...shared} />}
      {(dialog === 'escalate' || dialog === 'reopen') && <ReasonForm key={dialog} {...shared} kind={dialog} />}
    </div>
  )
}

type ButtonProps = { icon: IconName; binding: Extract<BindingId, Dialog | 'letter'>; strong?: boolean; onClick: () => void }
function Deed({ icon, binding, strong = false, onClick }: ButtonProps) {
  const { t } = useTranslation()
  return (
    <Tooltip
      label={
        <>
          {t(`deeds.what.${binding}`)} <Key of={binding} />
        </>
      }
    >
      <Button
        size="xs"
        variant={strong ? 'filled' : 'default'}
        leftSection={<Icon name={icon} size={16} />}
        onClick={onClick}
        data-deed={binding}
      >
        {t(`deeds.${binding}`)}
      </Button>
    </Tooltip>
  )
}
