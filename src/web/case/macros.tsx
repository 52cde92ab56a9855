import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../domain/saved-replies'
import { ranked } from '../../domain/saved-replies'
import { type Problem, problemOf } from '../data/client'
import { useSaved } from '../data/saved'
import type { CaseFull } from '../data/types'
import { Empty, InlineTrouble } from '../parts/states'
import { toast } from '../parts/toasts'
import { useStepDeeds } from './macro-steps'
import './macros.css'
import { Dialog } from '../parts/dialog'

type Props = { one: CaseFull; close: () => void; refresh: () => Promise<unknown>; insert: (words: string) => void }

/** A macro is chosen, shown as the list of what it will do, and run; a step that is refused stops it, and says where. */
export function Macros({ one, close, refresh, insert }: Props) {
  const { t } = useTranslation()
  const { data = [] } = useSaved()
  const macros = ranked(
    data.filter(({ kind }) => kind === 'macro'),
    '',
    { topics: one.topics ?? [], channel: one.reply_channel.channel, language: one.lang },
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const macro = macros.find(({ id }) => id === chosen) ?? macros[0]
  return (
    <Dialog title={t('macros.title')} close={close}>
      {macro ? (
        <div className="macros">
          <div className="people" role="radiogroup" aria-label={t('macros.which')}>
            {macros.map(({ id, title }) => (
              <label key={id} className="person">
                <input type="radio" name="macro" checked={id === macro.id} onChange={() => setChosen(id)} />
                <bdi className="strong">{title}</bdi>
              </label>
            ))}
          </div>
          <Preview key={macro.id} steps={macro.steps} one={one} close={close} refresh={refresh} insert={insert} />
        </div>
      ) : (
        <Empty icon="check" title={t('macros.none')}>
          <p>{t('macros.noneWhat')}</p>
        </Empty>
      )}
    </Dialog>
  )
}

/** Every step with a tick that can be taken off; how far a run has come stays visible. */
function Preview({ steps, one, close, refresh, insert }: Props & { steps: readonly Step[] }) {
  const { t } = useTranslation()
  const { say, perform } = useStepDeeds(one, insert)
  const [off, setOff] = useState<ReadonlySet<number>>(new Set())
  const [done, setDone] = useState(0)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [running, setRunning] = useState(false)
  const toggle = (at: number) => setOff((old) => new Set(old.has(at) ? [...old].filter((one) => one !== at) : [...old, at]))
  const rows = steps.map((step, at) => ({ step, at, name: `step ${at}` }))
  const run = async () => {
    setRunning(true)
    setProblem(null)
    for (let at = done; at < steps.length; at++) {
      const failed = off.has(at) ? null : await perform(steps[at]!, `${one.id}-${at}`).then(() => null, problemOf)
      if (failed) {
        setProblem(failed)
        setRunning(false)
        return refresh()
      }
      setDone(at + 1)
    }
    await refresh()
    close()
    toast(t('macros.ran'))
  }
  return (
    <>
      <ol className="macro-steps" aria-label={t('macros.steps')}>
        {rows.map(({ step, at, name }) => (
          <li key={name} data-step={at < done ? 'done' : 'waiting'}>
            <label>
              <input type="checkbox" checked={!off.has(at)} disabled={running || at < done} onChange={() => toggle(at)} />
              <span dir="auto">{say(step)}</span>
            </label>
            {at < done && <span className="muted small">{t('macros.done')}</span>}
          </li>
        ))}
      </ol>
      {problem && <InlineTrouble problem={problem} safe={t('macros.stopped')} />}
      <div className="form-end">
        <Button variant="default" onClick={close}>
          {t('shell.cancel')}
        </Button>
        <Button data-autofocus loading={running} onClick={() => void run()} data-run-macro>
          {t('macros.run')}
        </Button>
      </div>
    </>
  )
}
