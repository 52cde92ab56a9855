import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

export type MailBehaviour =
  | 'accept'
  | 'refuse_recipient'
  | 'later_recipient'
  | 'refuse_content'
  | 'drop_before_data'
  | 'drop_after_dot'
  | 'hang_after_dot'
  | 'hang_at_recipient'

export type TakenMail = { from: string; to: string[]; raw: string; secure: boolean; user: string | null }
export type FakeMailServer = { host: string; port: number; mails: TakenMail[]; close: () => Promise<void> }

/** `login` is the one pair that may sign in; without it nobody can and nobody must. `starttls` offers a self-signed certificate. */
export type FakeMailOptions = { login?: { user: string; pass: string }; starttls?: boolean; secure?: boolean }

const saying = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode })

/** A mail server on loopback that follows one behaviour; `mails` holds what came through to the final dot. */
export async function fakeSmtp(
  behaviour: MailBehaviour,
  { login, starttls = false, secure = false }: FakeMailOptions = {},
): Promise<FakeMailServer> {
  const mails: TakenMail[] = []
  const server = new SMTPServer({
    secure,
    authOptional: !login,
    disabledCommands: [...(starttls ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])],
    allowInsecureAuth: true,
    closeTimeout: 10,
    disableReverseLookup: true,
    logger: false,
    onAuth: (auth, _session, done) =>
      auth.username === login?.user && auth.password === login?.pass ? done(null, { user: auth.username }) : done(saying(535, 'no')),
    onRcptTo: (_address, session, done) => {
      if (behaviour === 'refuse_recipient') return done(saying(550, 'no such user'))
      if (behaviour === 'later_recipient') return done(saying(451, 'later'))
      if (behaviour === 'drop_before_data') return cut(server, session)
      if (behaviour !== 'hang_at_recipient') done()
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        mails.push(taken(session, Buffer.concat(parts).toString('utf8')))
        if (behaviour === 'refuse_content') return done(saying(554, 'not wanted'))
        if (behaviour === 'drop_after_dot') return cut(server, session)
        if (behaviour !== 'hang_after_dot') done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()))
  const { port } = server.server.address() as AddressInfo
  return { host: '127.0.0.1', port, mails, close: () => new Promise((closed) => server.close(() => closed())) }
}

function taken(session: SMTPServerSession, raw: string): TakenMail {
  const { mailFrom, rcptTo } = session.envelope
  const user = typeof session.user === 'string' ? session.user : null
  return { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), raw, secure: session.secure, user }
}

/** Hangs up on one client without a word. */
function cut(server: SMTPServer, session: SMTPServerSession) {
  for (const connection of server.connections) {
    if (connection.session.id === session.id) connection._socket.destroy()
  }
}
