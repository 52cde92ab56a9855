import { createHash } from 'node:crypto'
import type { Handler } from '../route'

/** What a browser with JavaScript does by itself. Everything works without; no script stands inside a page. */
const script = (name: string, code: string) => ({
  url: `/${name}.js?v=${createHash('sha256').update(code).digest('hex').slice(0, 8)}`,
  code,
})

/** Presses the button behind a one-time link for its owner. A mail scanner that only opens links does not run it. */
export const SIGN_IN_SCRIPT = script('sign-in', `document.getElementById('continue')?.requestSubmit()\n`)

/** Counts down where the page stands open, and looks again when time is up; whoever writes is left alone. */
export const ALERT_SCRIPT = script(
  'alert',
  `const timer = document.querySelector('[data-left]')
const shown = timer?.querySelector('[data-clock]')
if (shown) {
  const ends = performance.now() + Number(timer.dataset.left) * 1000
  const two = (n) => String(n).padStart(2, '0')
  const tick = setInterval(() => {
    const left = Math.max(0, Math.round((ends - performance.now()) / 1000))
    shown.textContent = two(Math.floor(left / 60)) + ':' + two(left % 60)
    if (left > 0) return
    clearInterval(tick)
    if (!document.getElementById('words')?.value) location.replace(location.pathname + location.search)
  }, 1000)
}
let sending = false
addEventListener('pageshow', () => (sending = false))
addEventListener('submit', (event) => {
  if (sending) return event.preventDefault()
  sending = true
})
`,
)

/**
 * Copies the reference, sends once however often the button is pressed, says before the upload what is too large for it, and shows how much
 * of the photos has gone. It stands in a block, because it runs once more in the page that answers an upload.
 */
export const FORM_SCRIPT = script(
  'form',
  `{
const copy = document.querySelector('[data-copy]')
if (copy && navigator.clipboard) {
  copy.hidden = false
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(copy.dataset.copy)
    copy.textContent = copy.dataset.done
  })
}
document.getElementById('errors')?.focus()
const photos = document.getElementById('photos')
photos?.addEventListener('change', () => {
  const { many, big, most, count } = photos.dataset
  const large = [...photos.files].find((file) => file.size > Number(most))
  photos.setCustomValidity(large ? big.replace('{name}', large.name) : photos.files.length > Number(count) ? many.replace('{n}', photos.files.length) : '')
  photos.reportValidity()
})
let sending = false
addEventListener('pageshow', () => (sending = false))
addEventListener('submit', (event) => {
  const back = event.submitter?.name === 'lang' || event.submitter?.value !== 'send'
  if (sending || (photos && !back && !photos.reportValidity())) return event.preventDefault()
  sending = true
  if (back || !photos || photos.files.length === 0) return
  event.preventDefault()
  upload(event.target, event.submitter)
})
const bar = document.getElementById('progress')
const percent = new Intl.NumberFormat(document.documentElement.lang + '-u-nu-' + (document.documentElement.lang === 'fa' ? 'arabext' : 'latn'), { style: 'percent' })
function upload(form, button) {
  const data = new FormData(form)
  if (button?.name) data.append(button.name, button.value)
  const request = new XMLHttpRequest()
  request.open('POST', form.action)
  request.upload.onprogress = ({ loaded, total }) => {
    bar.hidden = false
    bar.firstElementChild.value = loaded / total
    bar.lastElementChild.textContent = percent.format(loaded / total)
  }
  request.onload = () => {
    if (request.responseURL !== form.action) return location.assign(request.responseURL)
    document.open()
    document.write(request.responseText)
    document.close()
  }
  request.onerror = () => {
    sending = false
    bar.hidden = false
    bar.lastElementChild.textContent = bar.dataset.lost
  }
  request.send(data)
}
}
`,
)

const served = ({ code }: { code: string }): Handler => {
  return async (_services, _request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=86400').send(code)
}
export const getSignInScript = served(SIGN_IN_SCRIPT)
export const getAlertScript = served(ALERT_SCRIPT)
export const getFormScript = served(FORM_SCRIPT)
