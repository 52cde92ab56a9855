import type { Wall } from '../egress'

/** Where mail is handed in, read from `smtp://user:pass@host:port?tls=…&from=…` (`smtps:` speaks TLS from the first byte). */
export type MailServer = {
  host: string
  port: number
  secure: boolean
  auth: { user: string; pass: string } | null
  /** `auto`: STARTTLS where offered, and demanded where a password is sent; `required`; `unverified`: any certificate; `off`: never. */
  tls: 'auto' | 'required' | 'unverified' | 'off'
  from: string | null
}

const TLS = ['auto', 'required', 'unverified', 'off'] as const

/** The server, or the reason why the address cannot be one. */
export function mailServer(raw: string): MailServer | string {
  if (!URL.canParse(raw)) return 'bad_url'
  const url = new URL(raw)
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') return 'scheme_not_allowed'
  if (!url.hostname || !/^[\w.:[\]-]+$/.test(url.hostname)) return 'bad_host'
  const tls = TLS.find((each) => each === (url.searchParams.get('tls') ?? 'auto'))
  if (!tls) return 'bad_tls_option'
  const secure = url.protocol === 'smtps:'
  const from = url.searchParams.get('from')
  if (from !== null && !isMailAddress(from)) return 'bad_from'
  const auth = credentials(url)
  if (auth === 'bad') return 'bad_credentials'
  return { host: url.hostname, port: Number(url.port) || (secure ? 465 : 587), secure, auth, tls, from }
}

function credentials(url: URL): MailServer['auth'] | 'bad' {
  if (!url.username) return null
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
  } catch {
    return 'bad'
  }
}

/** One bare address. Control characters, spaces, lists, angle brackets and quotes have no business in what becomes MAIL FROM and RCPT TO. */
export const isMailAddress = (text: string) => text.length <= 254 && /^[^\s\p{Cc}<>()[\],;:"\\@]+@[^\s\p{Cc}<>()[\],;:"\\@]+$/u.test(text)

/** A password goes out in the clear only where the row says `tls=off`, or stays on a network that the row calls its own. */
export const needsTls = (server: MailServer, wall: Wall) =>
  server.tls === 'required' || server.tls === 'unverified' || (server.tls === 'auto' && server.auth !== null && !wall.allowPrivate)
