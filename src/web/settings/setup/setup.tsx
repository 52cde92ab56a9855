import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { nextStep, STEPS, type Step, type StepState } from '../../../domain/setup/steps'
import { Icon } from '../../look/icons'
import { number } from '../../words/dates'
import { useReading } from '../../words/use-reading'
import { Loaded, useDeed } from '../parts'
import { BooksStep } from './books-step'
import { FirmStep } from './firm-step'
import { PeopleStep } from './people-step'
import { type SetupData, setupQuery } from './queries'
import { TryStep } from './try-step'
import { WayStep } from './way-step'
import './setup.css'

/** From an empty desk to a first complaint of one's own, in five steps that may be skipped and taken up again. */
export function Setup() {
  const { t } = useTranslation()
  return (
    <Loaded query={useQuery(setupQuery)} what={t('setup.title')}>
      {(data) => <Steps data={data} />}
    </Loaded>
  )
}

export type StepProps = { data: SetupData; done: () => void; skip: () => void; pending: boolean }
const CONTENTS: Record<Step, (props: StepProps) => React.ReactNode> = {
  firm: FirmStep,
  books: BooksStep,
  way: WayStep,
  people: PeopleStep,
  try: TryStep,
}
const isStep = (said: string | undefined): said is Step => STEPS.some((step) => step === said)

function Steps({ data }: { data: SetupData }) {
  const { t } = useTranslation()
  const reading = useReading()
  const { open } = useSearch({ strict: false }) as { open?: string }
  const navigate = useNavigate()
  const states = Object.fromEntries(data.steps.map(({ id, state }) => [id, state])) as Record<Step, StepState>
  const here = isStep(open) ? open : (nextStep(states, null) ?? 'try')
  const go = (step: Step) => void navigate({ to: '/settings/setup', search: { open: step } })
  const deed = useDeed<{ id: Step; state: StepState }>(['setup'], null, ({ id, state }) =>
    go(nextStep({ ...states, [id]: state }, id) ?? id),
  )
  const mark = (state: StepState) => deed.mutate({ method: 'PUT', path: '/setup', body: { step: here, state } })
  const Content = CONTENTS[here]
  return (
    <>
      <p className="muted">{t('setup.what')}</p>
      <ol className="setup-steps" aria-label={t('setup.title')}>
        {STEPS.map((step, i) => (
          <li key={step}>
            <button
              type="button"
              className="setup-step"
              aria-current={step === here ? 'step' : undefined}
              data-step={step}
              data-state={states[step]}
              onClick={() => go(step)}
            >
              <span className="setup-number num">{states[step] === 'done' ? <Icon name="check" size={16} /> : number(i + 1, reading)}</span>
              <span>{t(`setup.step.${step}`)}</span>
              {states[step] !== 'open' && <span className="small muted">{t(`setup.state.${states[step]}`)}</span>}
            </button>
          </li>
        ))}
      </ol>
      <Content key={here} data={data} done={() => mark('done')} skip={() => mark('skipped')} pending={deed.isPending} />
      {nextStep(states, null) === null && (
        <p className="setup-end strong" role="status">
          <Icon name="check" size={16} /> {t('setup.all')}
        </p>
      )}
    </>
  )
}
