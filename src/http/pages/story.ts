import type { StoredClock } from '../../actions/needs'
import type { CaseState } from '../../domain/case/events'
import type { Story, Turn } from './find'
import { html } from './html'
import type { Language } from './language'
import { promisesOf, sayTime } from './promises'
import { bdi } from './steps'
import { type Key, say, WORDS, type Words } from './words'

/** A complaint as its customer sees it: how far it is, what was promised, what both sides said. */
export function story(lang: Language, found: Story) {
  const words = WORDS[lang]
  const { slug, timeZone, name } = found.firm.tenant
  return html`<h1>${say(words, 'status_of', { reference: html`<span class="reference" style="font-size:min(1em,9vw)">${found.reference}</span>` })}</h1>
${stages(words, found.state)}<h2>${words.promise_title}</h2>${promises(lang, found)}
<h2>${words.story_title}</h2>${found.turns.map((turn) => said(lang, turn, timeZone, name))}
<p class="actions"><a href="/f/${encodeURIComponent(slug)}?lang=${lang}">${words.status_more}</a></p>`
}

const STAGES: [CaseState, Key][] = [
  ['open', 'stage_received'],
  ['acknowledged', 'stage_looked_at'],
  ['answered', 'stage_answered'],
  ['closed', 'stage_closed'],
]

function stages(words: Words, state: CaseState) {
  const now = STAGES.findIndex(([each]) => each === state)
  return html`<ol class="stages">${STAGES.map(([, key], i) =>
    i === now
      ? html`<li aria-current="step">${words[key]} <span class="soft">(${words.stage_now})</span></li>`
      : html`<li${i < now && html` class="done"`}>${words[key]}</li>`,
  )}</ol>`
}

function promises(lang: Language, { promises: clocks }: Story) {
  const words = WORDS[lang]
  const { first, final } = promisesOf(clocks)
  const made = [first && promise(lang, 'promise_first', first), final && promise(lang, 'promise_final', final)].filter(
    (each) => each !== null,
  )
  return made.length > 0 ? html`<ul class="plain">${made}</ul>` : html`<p class="soft">${words.promise_none}</p>`
}

/** The first date stays where it was, kept or not. */
function promise(lang: Language, key: Key, clock: StoredClock) {
  const words = WORDS[lang]
  const late = clock.missedAt !== null || clock.state === 'missed'
  const kept =
    clock.metAt !== null &&
    html`<br><span class="kept">✓ ${say(words, 'promise_kept', { time: sayTime(lang, clock.timeZone, clock.metAt) })}</span>`
  return html`<li>${say(words, key, { time: sayTime(lang, clock.timeZone, clock.dueAt ?? 0) })}${late ? html`<br><span class="late">${words.promise_late}</span>` : kept}</li>`
}

const said = (lang: Language, { ours, text, at, photos }: Turn, zone: string, company: string) => {
  const words = WORDS[lang]
  const who = ours ? say(words, 'story_we', { company: bdi(company) }) : words.story_you
  return html`<article class="turn${ours && ' ours'}"><h3>${who} <small>${sayTime(lang, zone, at)}</small></h3><div class="said" dir="auto">${text}</div>${photos > 0 && html`<small>${say(words, 'story_photos', { n: photos })}</small>`}</article>`
}
