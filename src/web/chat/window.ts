import './chat.css'
import { deskIn, say } from './desk'
import { frameOf } from './frame'
import { keeper } from './kept'
import { lineTo } from './line'
import { talk } from './talk'
import { storyView } from './view'

const desk = deskIn(document)
const dark = matchMedia('(prefers-color-scheme: dark)')
const paint = () => document.documentElement.setAttribute('data-mantine-color-scheme', dark.matches ? 'dark' : 'light')
dark.addEventListener('change', paint)
paint()

const kept = keeper(desk.slug)
const parts = frameOf(desk)
const line = lineTo(desk.slug, () => kept.get().token)
const alone = parent === window
/** Whether somebody can see it: the page around says so, or it stands on a page of its own. */
let isOpen = alone
let lastAnswer = ''
const unread = new Set<string>()
const tellPage = (redress: string, more: object = {}) => alone || parent.postMessage({ redress, ...more }, '*')

const atEnd = () => parts.scroll.scrollHeight - parts.scroll.scrollTop - parts.scroll.clientHeight < 60
const toEnd = () => parts.scroll.scrollTo({ top: parts.scroll.scrollHeight })
let wasAtEnd = true
parts.scroll.addEventListener('scroll', () => {
  wasAtEnd = atEnd()
})
const story = storyView(
  desk,
  parts.list,
  { again: (said) => talking.again(said), drop: (said) => talking.drop(said), fetch: line.file },
  (own) => {
    if (own || wasAtEnd) toEnd()
  },
)

let typingEnds: ReturnType<typeof setTimeout> | undefined
function typing(on: boolean) {
  clearTimeout(typingEnds)
  parts.typing.hidden = !on
  if (on && wasAtEnd) toEnd()
  if (on) typingEnds = setTimeout(typing, 10_000, false)
}

/** A short break is nobody's business; only one that lasts is said. */
let silence: ReturnType<typeof setTimeout> | undefined
function online(is: boolean) {
  clearTimeout(silence)
  if (is) parts.offline.hidden = true
  else silence = setTimeout(() => (parts.offline.hidden = false), navigator.onLine ? 4_000 : 0)
}

const talking = talk(line, kept, desk.lang, {
  turn: (turn) => {
    story.turn(turn)
    tellPage('kept')
    if (turn.from !== 'desk') return askForMail()
    typing(false)
    if (turn.at > lastAnswer) lastAnswer = turn.at
    if (turn.at > kept.get().read) unread.add(turn.id)
    look()
  },
  waiting: story.waiting,
  reference: (reference) => {
    parts.reference.textContent = say(desk, 'reference', { reference: `\u2066${reference}\u2069` })
    parts.reference.hidden = false
  },
  desk: (is) => {
    parts.here.hidden = !is.here
    typing(is.typing)
  },
  online,
})

/** Tells the desk what has been read, and the page how much has not. */
function look() {
  if (isOpen && document.visibilityState === 'visible' && unread.size > 0) {
    unread.clear()
    kept.put({ read: lastAnswer })
    line.signal({ read: lastAnswer })
  }
  tellPage('unread', { n: unread.size })
}
document.addEventListener('visibilitychange', look)

function askForMail() {
  if (kept.get().email || !parts.mail.form.hidden) return
  parts.mail.form.hidden = false
  toEnd()
}
parts.mail.form.addEventListener('submit', (event) => {
  event.preventDefault()
  const { form, field, why } = parts.mail
  const email = field.value.trim()
  const right = /^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@.<>,;:"]{2,}$/.test(email)
  field.setAttribute('aria-invalid', String(!right))
  if (!right) why.textContent = say(desk, 'email_wrong')
  if (!right) return field.focus()
  kept.put({ email })
  form.hidden = true
  talking.say(say(desk, 'email_said', { email }))
  story.note(say(desk, 'email_kept', { email: `\u2066${email}\u2069` }))
  parts.box.focus()
})

parts.person.addEventListener('click', () => {
  talking.say(say(desk, 'person_said'), { person: true })
  story.note(say(desk, 'person_done'))
})

function sayIt(files: File[] = []) {
  const text = parts.box.value.trim()
  if (text === '' && files.length === 0) return
  talking.say(text, { files })
  parts.box.value = ''
  kept.put({ draft: '' })
  parts.box.focus()
}
parts.form.addEventListener('submit', (event) => {
  event.preventDefault()
  sayIt()
})
parts.box.value = kept.get().draft
let told = Number.NEGATIVE_INFINITY
parts.box.addEventListener('input', () => {
  kept.put({ draft: parts.box.value })
  if (performance.now() - told < 4_000 || !kept.get().token) return
  told = performance.now()
  line.signal({ typing: true })
})
/** Enter sends where there is a keyboard, but never the Enter that chooses a word. */
parts.box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229 || !matchMedia('(pointer: fine)').matches)
    return
  event.preventDefault()
  sayIt()
})
parts.attach.addEventListener('click', () => parts.files.click())
parts.files.addEventListener('change', () => {
  const files = [...(parts.files.files ?? [])]
  parts.files.value = ''
  const wrong = files.length > 5 || files.some(({ size, type }) => size > 10 * 1024 * 1024 || !/^(image\/|application\/pdf$)/.test(type))
  if (wrong) story.note(say(desk, 'file_wrong'))
  else sayIt(files)
})

parts.tongue.addEventListener('change', () => location.replace(`${location.pathname}?lang=${parts.tongue.value}`))
parts.close.hidden = alone
parts.close.addEventListener('click', () => tellPage('close'))
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing) tellPage('close')
})
addEventListener('message', ({ source, data }) => {
  if (source !== parent || alone) return
  isOpen = data?.redress === 'open'
  look()
  if (isOpen) parts.box.focus()
})

void talking.begin().then(toEnd)
tellPage('ready')
