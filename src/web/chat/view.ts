import { directionOf, isolates } from '../words/direction'
import { clockTime, type Desk, localeOf, say } from './desk'
import type { Turn } from './line'
import type { Shown, Waiting } from './talk'

type Attributes = Record<string, string | boolean>

/** An element with its attributes; children that are texts stay texts. */
export function el<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: (Node | string)[]) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(key, value === true ? '' : value)
  made.append(...children)
  return made
}

const ICONS = {
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M4 12l16-8-5 16-3-7z',
  attach: 'M8 12.5l6-6a3 3 0 014.2 4.2l-8 8a5 5 0 01-7-7l7.5-7.5',
}
export function icon(name: keyof typeof ICONS) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', class: `icon icon-${name}`, 'aria-hidden': 'true' }))
    svg.setAttribute(key, value)
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', ICONS[name])
  svg.append(path)
  return svg
}

/** A person's words in their own direction, with links and handles that stand apart from right-to-left words. */
function wordsOf(text: string) {
  const pieces = isolates(text).map((piece) => (piece.apart ? el('bdi', {}, piece.text) : piece.text))
  return el('p', { class: 'words', dir: directionOf(text) ?? false }, ...pieces)
}

export type Doing = { again(said: Waiting): void; drop(said: Waiting): void; fetch(id: string): Promise<string> }

/** The list of what was said. Each turn has one place from the moment that it is written, and only its last line changes. */
export function storyView(
  desk: Desk,
  list: HTMLElement,
  doing: Doing,
  grown: (own: boolean) => void,
): Pick<Shown, 'turn' | 'waiting'> & { note(text: string): void } {
  const places = new Map<string, { item: HTMLElement; foot: HTMLElement }>()
  const place = (id: string, from: Turn['from'], text: string, files: { id?: string; name: string }[]) => {
    const known = places.get(id)
    if (known) return known
    const foot = el('p', { class: 'foot' })
    const who = el('span', { class: 'away' }, from === 'desk' ? desk.company : say(desk, 'you'))
    const list_ = files.length > 0 ? [el('ul', { class: 'files' }, ...files.map((file) => el('li', {}, nameOf(file, doing))))] : []
    const item = el('li', { class: `turn ${from}`, 'data-id': id }, who, ...(text ? [wordsOf(text)] : []), ...list_, foot)
    places.set(id, { item, foot })
    list.append(item)
    grown(from === 'visitor')
    return { item, foot }
  }
  const percent = new Intl.NumberFormat(localeOf(desk), { style: 'percent' })
  return {
    turn: (turn) => {
      const { item, foot } = place(turn.id, turn.from, turn.text, turn.files)
      const time = el('time', { datetime: turn.at }, clockTime(desk, turn.at, new Date()))
      foot.replaceChildren(time, ...(turn.from === 'visitor' ? [` · ${say(desk, 'sent')}`] : []))
      item.dataset.state = 'here'
    },
    waiting: (said) => {
      const { item, foot } = place(said.id, 'visitor', said.text, said.files)
      item.dataset.state = said.trouble === null ? 'waits' : 'failed'
      if (said.trouble !== null) return foot.replaceChildren(...troubleOf(desk, said, doing, () => item.remove()))
      if (said.files.length === 0) return foot.replaceChildren(say(desk, 'sending'))
      const shown = say(desk, 'uploading', { name: said.files[0]!.name, percent: percent.format(said.part) })
      const bar = foot.querySelector('progress')
      if (bar) bar.value = said.part
      if (bar) bar.nextElementSibling!.textContent = shown
      else
        foot.replaceChildren(
          el('progress', { max: '1', value: String(said.part), 'aria-label': say(desk, 'sending') }),
          el('span', {}, shown),
        )
    },
    note: (text) => {
      list.append(el('li', { class: 'note' }, text))
      grown(true)
    },
  }
}

/** The name of a file; one that lies with the desk is fetched by pressing it. */
function nameOf({ id, name }: { id?: string; name: string }, { fetch }: Doing) {
  if (!id) return el('bdi', {}, name)
  const button = el('button', { type: 'button', class: 'file' }, el('bdi', {}, name))
  button.addEventListener('click', async () => {
    const url = await fetch(id).catch(() => null)
    if (!url) return
    el('a', { href: url, download: name }).click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  })
  return button
}

const OF_FILES = ['file_kind', 'file_too_large', 'too_many_files', 'too_large']

function troubleOf(desk: Desk, said: Waiting, doing: Doing, gone: () => void) {
  const [again, drop] = [el('button', { type: 'button' }, say(desk, 'retry')), el('button', { type: 'button' }, say(desk, 'remove'))]
  again.addEventListener('click', () => doing.again(said))
  drop.addEventListener('click', () => {
    doing.drop(said)
    gone()
  })
  const why = OF_FILES.includes(said.trouble ?? '') ? 'file_wrong' : 'failed'
  return [el('span', { class: 'trouble' }, say(desk, why)), ' ', ...(why === 'failed' ? [again, ' '] : []), drop]
}
