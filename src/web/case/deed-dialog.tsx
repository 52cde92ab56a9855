import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { InlineTrouble } from '../parts/states'
import type { DeedProps } from './deeds'
import './deed-dialog.css'
import { Dialog } from '../parts/dialog'

type Props = Pick<DeedProps, 'close' | 'pending' | 'problem'> & {
  title: string
  verb: string
  ready: boolean
  onSubmit: () => void
  children: ReactNode
}

/** The frame of every deed that asks something first: says what will happen, keeps what was typed when it fails. */
export function DeedDialog({ close, pending, problem, title, verb, ready, onSubmit, children }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog title={title} close={close}>
      <form
        className="deed-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !pending) onSubmit()
        }}
      >
        {children}
        {problem && <InlineTrouble problem={problem} safe={t('states.nothingChanged')} />}
        <div className="form-end">
          <Button variant="default" onClick={close}>
            {t('shell.cancel')}
          </Button>
          <Button type="submit" loading={pending} disabled={!ready}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
