import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../data/client'
import { useMay } from '../data/queries'
import type { CaseFull } from '../data/types'
import { InlineTrouble, Skeleton, Trouble } from '../parts/states'
import { AnswerForm } from './answer-form'
import { choicesFor, type Question, questionsOf } from './asked'
import { ClassForm } from './class-form'
import { Classes } from './classes'
import { type CaseBook, type CaseFacts, caseFactsQuery, type Said } from './queries'
import { Answered, MoreToSay, Open } from './questions'
import { TellButton } from './tell-button'
import { Outcome, ToldSoFar } from './told'
import { type Came, useTelling } from './use-telling'
import './rules.css'

type Props = { one: CaseFull; name: string; ask: (() => void) | null }

/** What the rule books want to know of a case, what they were told, and which class each of them puts it in. */
export function RulesCard({ one, name, ask }: Props) {
  const { t } = useTranslation()
  const facts = useQuery(caseFactsQuery(name))
  if (facts.error && !facts.data)
    return <Trouble what={t('rules.title')} problem={problemOf(facts.error)} retry={() => void facts.refetch()} />
  if (!facts.data) return <Skeleton rows={4} height={52} />
  if (facts.data.regimes.length === 0) return <p className="muted side-none">{t('rules.noBooks')}</p>
  return <Told one={one} name={name} ask={ask} facts={facts.data} />
}

type Asked = { what: 'answer'; of: Question | Said } | { what: 'class'; book: CaseBook }
/** Whoever answered by a press has no button left to stand on, and is brought to what came of it. */
type Shown = { moved: Came; byPress: boolean; nth: number }

function Told({ one, name, ask, facts }: Props & { facts: CaseFacts }) {
  const may = useMay('cases:write')
  const [asked, setAsked] = useState<Asked | null>(null)
  const [came, setCame] = useState<Shown | null>(null)
  const { tell, reset, pending, problem } = useTelling(one, name, (moved) => {
    setCame({ moved, byPress: asked === null, nth: (came?.nth ?? 0) + 1 })
    setAsked(null)
  })
  const begin = (what: Asked) => {
    reset()
    setAsked(what)
  }
  const { open, more } = questionsOf(facts)
  const change = may ? (of: Question | Said) => begin({ what: 'answer', of }) : null
  const press = (fact: string, value: boolean) => {
    if (!pending) tell({ path: 'facts', body: { facts: { [fact]: value } } })
  }
  const dialog = { tell, close: () => setAsked(null), pending, problem }
  return (
    <div className="rules">
      {ask && <TellButton ask={ask} />}
      {came && <Outcome key={came.nth} moved={came.moved} byPress={came.byPress} done={() => setCame(null)} />}
      {problem && !asked && <InlineTrouble problem={problem} />}
      <Open questions={open} press={may ? press : null} />
      <Answered answers={facts.answers} change={change} />
      <MoreToSay questions={more} say={change} />
      <Classes books={facts.regimes} change={may && one.state !== 'closed' ? (book) => begin({ what: 'class', book }) : null} />
      <ToldSoFar facts={facts} />
      {asked?.what === 'class' && <ClassForm book={asked.book} {...dialog} />}
      {asked?.what === 'answer' && <AnswerForm {...answering(asked.of, facts)} {...dialog} />}
    </div>
  )
}

/** A change knows what was said before. */
function answering(of: Question | Said, { regimes }: CaseFacts) {
  const { fact, asks, type } = of
  return { fact: { fact, asks, type, choices: choicesFor(regimes, fact) }, was: 'value' in of ? of.value : null }
}
