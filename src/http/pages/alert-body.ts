import type { Directory } from '../../actions/needs'
import type { AlertView } from '../../actions/reads'
import { ownWords } from '../../domain/case/own-words'
import { nextStep } from '../../domain/escalation/climb'
import { underSeverity } from '../../domain/escalation/policy'
import type { Severity } from '../../domain/finding'
import type { Moment } from '../../domain/moment'
import type { AlertLink } from './alert-link'
import { deskWord } from './desk-words'
import { Html, html } from './html'
import type { Language } from './language'
import { sayTime } from './promises'
import { say, WORDS } from './words'

type Shown = { alert: AlertView; directory: Directory; link: AlertLink; lang: Language; token: string; now: Moment; news: Html | undefined }

/** Everything that an expert needs in ten seconds on a small screen; the first button stays in sight whatever is above it. */
export function alertBody(it: Shown): Html {
  const { alert, lang, news, token } = it
  const words = WORDS[lang]
  const [first] = alert.stories
  const mine = alert.acknowledgedBy === it.link.person
  return html`${new Html(LOOK)}${news}
<h1 class="alert-head"><svg class="sev sev-${alert.severity}" viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d="${SHAPES[alert.severity]}"/></svg> ${alert.severity} <span>${deskWord(lang, 'severity', alert.severity)}</span> ${countdown(it)}</h1>
${
  first &&
  html`<blockquote class="said" dir="auto">“${first.summary}”</blockquote>
<p class="soft">${deskWord(lang, 'channel', first.channel)} · ${first.public ? words.alert_public : words.alert_private}${first.followers ? html` · ${say(words, 'alert_reach', { n: first.followers })}` : null}</p>`
}
${alert.cases.length > 1 && html`<p><strong>${say(words, 'alert_customers', { n: alert.cases.length })}</strong></p>`}
<p class="reasons"><strong>${words.alert_why}:</strong> ${first && reasons(first, lang)}</p>
<p>${next(it)}</p>
<form method="post" action="/a/${token}" class="deeds"><input type="hidden" name="in" value="${lang}">
${!mine && html`<button name="do" value="acknowledge" class="first">${words.alert_ack}</button>`}
<div class="pair"><button name="do" value="escalate" class="quiet">${words.alert_escalate}</button>
<button name="do" value="not_a_risk" class="quiet" aria-describedby="learns">${words.alert_not_risk}</button></div>
<p class="soft" id="learns">${words.alert_not_risk_hint}</p></form>
<form method="post" action="/a/${token}"><label for="words">${guidanceFor(it)}</label><textarea id="words" name="words" maxlength="2000" dir="auto"></textarea>
<div class="actions"><button name="do" value="guidance" class="quiet">${words.alert_guidance_send}</button></div></form>
${clocks(it)}`
}

/** The address of the page is the whole key to it, so nothing on it names the customer. */
const LOOK = `<style>
.alert-head{display:flex;align-items:center;gap:.5rem;flex-wrap:wrap}.alert-head .left{margin-inline-start:auto;font-variant-numeric:tabular-nums}
.sev{color:var(--muted);inline-size:.85em;block-size:.85em}.sev-A{color:var(--worst)}.sev-B{color:var(--grave)}.sev-C{color:var(--serious)}
.reasons>span:not(:last-child)::after{content:" ·"}
blockquote{margin:.3rem 0;padding-inline-start:.8rem;border-inline-start:4px solid var(--edge);font-size:1.2rem;max-block-size:7.2em;overflow:auto}
.why{background:var(--tint);border-radius:4px;padding:.05rem .4rem}.why+.why{margin-inline-start:.2rem}
.deeds{margin-block-start:.75rem}.deeds .first{inline-size:100%;min-block-size:60px;font-size:1.15rem;position:sticky;inset-block-end:.5rem;z-index:1}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:.5rem;margin-block-start:.6rem}.pair button{padding-inline:.5rem}
@media(max-width:30rem){header{margin-block-end:.4rem}.frame{padding-block-start:.3rem}.tongues>*{padding:.1rem .3rem}main{padding:.8rem}}
</style>`

/** The shapes by which the console tells severities apart, drawn so that no telephone has to have the sign. */
const SHAPES: Record<Severity, string> = {
  A: 'M7 1h10l6 6v10l-6 6H7l-6-6V7z',
  B: 'M12 1l12 22H0z',
  C: 'M12 0l12 12-12 12L0 12z',
  D: 'M2 2h20v20H2z',
  E: 'M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22zm0 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14z',
}

/** What decided, by name, with the customer's own words for it where there are any. */
function reasons(story: AlertView['stories'][number], lang: Language) {
  const own = ownWords(story)
  return (own.length > 0 ? own : story.because)
    .slice(0, 4)
    .map(
      (b) =>
        html`<span>${deskWord(lang, 'because', b.code)}${own.includes(b) && html` <span class="why" dir="auto">${b.evidence}</span>`}</span> `,
    )
}

/** The climb of this alert that goes on next, if any does. */
const climbing = ({ alert }: Shown) =>
  alert.climbs.filter((e) => e.stoppedAt === null && e.nextAt !== null).sort((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0))[0] ?? null

function countdown(it: Shown) {
  const at = climbing(it)?.nextAt
  if (it.alert.acknowledgedAt !== null || at == null) return null
  const left = Math.max(0, Math.ceil((at - it.now) / 1_000))
  const shown = `${String(Math.floor(left / 60)).padStart(2, '0')}:${String(left % 60).padStart(2, '0')}`
  const words = WORDS[it.lang]
  return html`<span class="left" role="timer" data-left="${left}">${left > 0 ? say(words, 'alert_left', { left: html`<span class="id" data-clock>${shown}</span>` }) : words.alert_late}</span>`
}

function next(it: Shown) {
  const words = WORDS[it.lang]
  const climb = climbing(it)
  const name = it.directory.people.find((p) => p.id === climb?.nextPerson)?.name
  const policy = climb && (climb.frozen ?? it.directory.policies.find((p) => p.id === climb.policy))
  const step = climb && policy ? nextStep(underSeverity(policy, it.alert.severity), climb) : null
  if (!name || !step) return html`<span class="soft">${words.alert_nobody_next}</span>`
  return say(words, 'alert_next', { at: sayTime(it.lang, it.directory.tenant.timeZone, step.dueAt), name: html`<bdi>${name}</bdi>` })
}

function guidanceFor({ alert, directory, lang, link }: Shown) {
  const words = WORDS[lang]
  const owner = directory.people.find((p) => p.id === alert.stories[0]?.owner && p.id !== link.person)
  return owner ? say(words, 'alert_guidance_for', { name: html`<bdi>${owner.name}</bdi>` }) : words.alert_guidance
}

function clocks({ alert, lang, directory, now }: Shown) {
  const words = WORDS[lang]
  const due = alert.clocks.filter((clock) => clock.dueAt !== null).slice(0, 5)
  if (due.length === 0) return null
  const line = (title: string, at: Moment) =>
    html`<li${at < now && html` class="late"`}><span dir="auto">${title}</span>: ${sayTime(lang, directory.tenant.timeZone, at)}</li>`
  return html`<h2>${words.alert_clocks}</h2><ul class="plain">${due.map((clock) => line(deskWord(lang, 'clockLong', clock.kind, clock.title), clock.dueAt!))}</ul>`
}
