import { Button, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post, problemOf } from '../data/client'
import { caseApprovalsQuery } from '../data/queries'
import { Icon } from '../look/icons'
import { InlineTrouble } from '../parts/states'
import { toast } from '../parts/toasts'
import { directionOf } from '../words/direction'
import { Remaining } from '../words/when'
import { Difference } from './difference'
import { History } from './history'
import { type Approval, textBefore } from './types'
import './approvals.css'

/** The answer of this case that waits or came back. Its author changes it here and hands it in again, or takes it back. */
export function CaseApproval({ name }: { name: string }) {
  const { data = [] } = useQuery(caseApprovalsQuery(name))
  const open = data.find(({ state }) => state === 'waiting' || state === 'stale' || state === 'returned')
  return open ? <Open key={`${open.id}${open.version}${open.state}`} of={open} /> : null
}

function Open({ of }: { of: Approval }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [text, setText] = useState(of.text)
  const doing = useMutation({
    mutationFn: ({ noun, body }: { noun: 'submissions' | 'withdrawal'; body: object }) => post(`/approvals/${of.id}/${noun}`, body),
    onSuccess: (_, { noun }) => {
      toast(t(`approvals.done.${noun}`))
      return client.invalidateQueries({ queryKey: ['case'] })
    },
  })
  const before = textBefore(of)
  return (
    <section className="case-approval" data-approval={of.id} data-state={of.state} aria-label={t('approvals.one')}>
      <Head of={of} />
      {of.state === 'stale' && <p>{of.stale.map((reason) => t(`approvals.stale.${reason}`)).join(' ')}</p>}
      <History of={of} />
      {of.mine && of.letter === null ? (
        <Textarea
          aria-label={t('approvals.wording')}
          autosize
          maxRows={10}
          value={text}
          lang={of.lang}
          dir={directionOf(text)}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : (
        <div className="words" dir={directionOf(of.text)} lang={of.lang}>
          {of.text}
        </div>
      )}
      {before !== null && <Difference before={before} after={of.text} lang={of.lang} />}
      {doing.error && <InlineTrouble problem={problemOf(doing.error)} safe={t('states.textSafe')} />}
      <div className="approval-ends">
        {of.mine && (
          <>
            <Button
              size="compact-md"
              loading={doing.isPending}
              disabled={text.trim() === '' || (text === of.text && of.state === 'waiting')}
              onClick={() => doing.mutate({ noun: 'submissions', body: { text } })}
              data-submit
            >
              {t('approvals.handIn')}
            </Button>
            <Button size="compact-md" variant="default" onClick={() => doing.mutate({ noun: 'withdrawal', body: {} })} data-withdraw>
              {t('approvals.withdraw')}
            </Button>
          </>
        )}
        {of.may_decide && (
          <Link className="link-button" to="/approvals" search={{ open: of.id }}>
            {t('approvals.decide')}
          </Link>
        )}
      </div>
    </section>
  )
}

function Head({ of }: { of: Approval }) {
  const { t } = useTranslation()
  return (
    <p className="strong">
      <Icon name={of.state === 'waiting' ? 'clock' : 'warning'} size={16} /> {t(`approvals.state.${of.state}`)} ·{' '}
      <bdi>{of.author.name}</bdi>
      {of.state === 'waiting' && (
        <>
          {' '}
          · <Remaining due={of.due_at} />
        </>
      )}
    </p>
  )
}
