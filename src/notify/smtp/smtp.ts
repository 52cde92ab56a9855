import { isIP, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import SMTPConnection, { type SMTPError } from 'nodemailer/lib/smtp-connection'
import { type Outcome, type Outgoing, refused, type Sender } from '../contract'
import { bareHost, guardedConnect, onceAborted, reasonOfCode, type Wall } from '../egress'
import { type MailServer, mailServer, needsTls } from './address'
import { compose, domainOf, type Mail, type Mailbox } from './compose'

/** `from` is who the mail is from unless the URL says `?from=`; `name` is how we greet (EHLO), the sender's domain unless said otherwise. `timeoutMs` is for the whole delivery. */
export type SmtpOptions = { url: string; from: Mailbox; wall: Wall; name?: string; timeoutMs?: number }

export function smtpSender({ url, from, wall, name = domainOf(from.address), timeoutMs = 60_000 }: SmtpOptions): Sender {
  const server = mailServer(url)
  const session = (mail: Mail | null, signal?: AbortSignal) =>
    typeof server === 'string'
      ? Promise.resolve(refused(server))
      : deliver({ server, wall, name, timeoutMs, mail, ...(signal ? { signal } : {}) })
  return {
    kind: 'smtp',
    async send(notice: Outgoing, signal) {
      const sender = typeof server !== 'string' && server.from ? { name: from.name, address: server.from } : from
      const mail = await compose(notice, sender)
      return typeof mail === 'string' ? refused(mail) : session(mail, signal)
    },
    async check() {
      const outcome = await session(null)
      return outcome.state === 'sent' ? { ok: true, detail: 'connected and signed in' } : { ok: false, detail: outcome.reason }
    },
  }
}

/** How long a server may take to answer our QUIT. */
const GOODBYE_MS = 1_000

type Delivery = { server: MailServer; wall: Wall; name: string; timeoutMs: number; mail: Mail | null; signal?: AbortSignal }

async function deliver(delivery: Delivery): Promise<Outcome> {
  const { server, wall, timeoutMs, signal } = delivery
  const started = performance.now()
  const dialled = await guardedConnect(server.host, server.port, wall, timeoutMs, signal)
  if (!dialled.ok) return { state: 'failed', permanent: dialled.permanent, reason: dialled.reason }
  return converse(delivery, dialled.socket, timeoutMs - (performance.now() - started))
}

/**
 * One SMTP session on a socket that the guard opened. The mail is handed over as a stream that is first read after the server's 354: until
 * then a failure is certain; afterwards only the server's own reply is, and silence or a cut leaves it unknown.
 */
function converse(delivery: Delivery, socket: Socket, timeoutMs: number): Promise<Outcome> {
  const { server, mail, signal } = delivery
  return new Promise((settle) => {
    let left = false
    const connection = new SMTPConnection(sessionOptions(delivery, socket, timeoutMs))
    const done = (outcome: Outcome) => {
      clearTimeout(timer)
      unlisten()
      settle(outcome)
      if (outcome.state === 'sent') connection.quit()
      setTimeout(() => socket.destroy(), outcome.state === 'sent' ? GOODBYE_MS : 0).unref()
    }
    const lose = (reason: string) => done(left ? { state: 'unknown', reason } : { state: 'failed', permanent: false, reason })
    const fail = (error: SMTPError) => (error.responseCode ? done(replied(error, error.responseCode)) : lose(smtpReason(error)))
    const timer = setTimeout(() => lose('timeout'), Math.max(timeoutMs, 1))
    const unlisten = onceAborted(signal, () => lose('aborted'))
    connection.on('error', fail)
    const hand = () => {
      if (!mail) return done({ state: 'sent', providerId: null })
      const body = onceRead(mail.raw, () => (left = true))
      connection.send({ from: mail.from, to: [mail.to], size: mail.raw.length }, body, (error) =>
        error ? fail(error) : done({ state: 'sent', providerId: mail.messageId }),
      )
    }
    connection.connect((error) => {
      if (error) return fail(error)
      if (server.auth) connection.login(server.auth, (refusal) => (refusal ? fail(refusal) : hand()))
      else hand()
    })
  })
}

function sessionOptions({ server, wall, name }: Delivery, connection: Socket, timeoutMs: number): SMTPConnection.Options {
  const host = bareHost(server.host)
  return {
    connection,
    host,
    port: server.port,
    secure: server.secure,
    name,
    requireTLS: !server.secure && needsTls(server, wall),
    ignoreTLS: server.tls === 'off',
    tls: { rejectUnauthorized: server.tls !== 'unverified', ...(isIP(host) ? {} : { servername: host }) },
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: 1_000,
  }
}

function onceRead(bytes: Buffer, onRead: () => void): Readable {
  return new Readable({
    read() {
      onRead()
      this.push(bytes)
      this.push(null)
    },
  })
}

/** A reply is certain at every stage: 4xx says later, 5xx never; a refused password is ours to mend, so the mail waits for that. */
function replied(error: SMTPError, code: number): Outcome {
  return {
    state: 'failed',
    permanent: code >= 500 && error.code !== 'EAUTH',
    reason: error.code === 'EAUTH' ? 'sign_in_refused' : `smtp_${code}`,
  }
}

function smtpReason({ code = '', originalCode }: SMTPError): string {
  const known: Record<string, string> = { ETIMEDOUT: 'timeout', ETLS: 'tls_failed', EAUTH: 'sign_in_refused', EENVELOPE: 'bad_address' }
  return known[code] ?? (originalCode ? reasonOfCode(originalCode) : 'connection_lost')
}
