import type { Desk } from './desk'
import { say } from './desk'
import { el, icon } from './view'

/** The window's fixed parts, in the order in which a keyboard walks through them. */
export function frameOf(desk: Desk) {
  const close = el('button', { type: 'button', class: 'plain close', 'aria-label': say(desk, 'close') }, icon('close'))
  const tongue = el('select', { class: 'tongue', 'aria-label': say(desk, 'language') })
  for (const [code, name] of desk.tongues) tongue.append(el('option', { value: code, lang: code, selected: code === desk.lang }, name))
  const reference = el('p', { class: 'reference', hidden: true })
  const here = el('p', { class: 'here', hidden: true }, say(desk, 'here'))
  const list = el('ol', { class: 'story' })
  const log = el('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': say(desk, 'log'), tabindex: '0' }, list)
  const typing = el('p', { class: 'typing', hidden: true }, say(desk, 'typing', { company: desk.company }))
  const offline = el('p', { class: 'offline', hidden: true }, say(desk, 'offline'))
  const status = el('div', { role: 'status' }, offline)
  const person = el('button', { type: 'button', class: 'person' }, say(desk, 'person'))
  const box = el('textarea', {
    id: 'box',
    rows: '1',
    maxlength: '5000',
    dir: 'auto',
    'aria-label': say(desk, 'write'),
    placeholder: say(desk, 'write'),
  })
  const files = el('input', { type: 'file', class: 'away', multiple: true, accept: ACCEPT, tabindex: '-1', 'aria-hidden': 'true' })
  const attach = el('button', { type: 'button', class: 'plain attach', 'aria-label': say(desk, 'attach') }, icon('attach'))
  const form = el(
    'form',
    { class: 'composer' },
    attach,
    files,
    box,
    el('button', { class: 'send', 'aria-label': say(desk, 'send') }, icon('send')),
  )
  const hello = el('div', { class: 'hello' }, el('p', { class: 'strong' }, say(desk, 'hello')), el('p', {}, say(desk, 'stays')))
  const mail = mailForm(desk)
  document.body.append(
    el('header', {}, el('div', { class: 'who' }, el('h1', {}, el('bdi', {}, desk.company)), here), tongue, close),
    reference,
    el('main', { class: 'scroll' }, hello, log, typing, mail.form),
    el('footer', {}, status, el('div', { class: 'ways' }, person), form),
  )
  return {
    here,
    close,
    tongue,
    reference,
    list,
    typing,
    offline,
    person,
    box,
    files,
    attach,
    form,
    mail,
    scroll: document.querySelector('main')!,
  }
}

const ACCEPT = 'image/jpeg,image/png,image/gif,image/webp,image/avif,image/heic,image/heif,application/pdf'

function mailForm(desk: Desk) {
  const field = el('input', {
    id: 'mail',
    type: 'email',
    maxlength: '254',
    autocomplete: 'email',
    dir: 'ltr',
    'aria-describedby': 'mail-why',
  })
  const why = el('p', { id: 'mail-why' }, say(desk, 'email_ask'))
  const save = el('button', {}, say(desk, 'email_save'))
  const form = el(
    'form',
    { class: 'mail', novalidate: true, hidden: true },
    why,
    el('label', { for: 'mail' }, say(desk, 'email_label')),
    field,
    save,
  )
  return { form, field, why }
}
