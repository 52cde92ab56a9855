import net from 'node:net'

export type Answer = { status: number; body: Buffer }

/**
 * One keep-alive HTTP/1.1 connection with one request at a time, as bare as a client can be: on the machine that it measures, every
 * microsecond that a load generator spends is taken from the server.
 */
export class Connection {
  #socket: net.Socket
  #kept: Buffer | null = null
  #answered: ((answer: Answer) => void) | null = null
  #failed: ((error: Error) => void) | null = null

  private constructor(socket: net.Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#read(chunk))
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the connection was closed')))
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1').once('error', reject)
      socket.once('connect', () => resolve(new Connection(socket.off('error', reject))))
    })
  }

  /** `answered` is called once, or `failed` once; the bytes may be reused after that. */
  send(bytes: Uint8Array, answered: (answer: Answer) => void, failed: (error: Error) => void) {
    if (this.#socket.destroyed) return void setImmediate(failed, new Error('the connection was closed'))
    this.#answered = answered
    this.#failed = failed
    this.#socket.write(bytes)
  }

  close() {
    this.#socket.destroy()
  }

  #fail(error: Error) {
    const failed = this.#failed
    this.#answered = this.#failed = null
    failed?.(error)
  }

  #read(chunk: Buffer) {
    const bytes = this.#kept ? Buffer.concat([this.#kept, chunk]) : chunk
    const end = bytes.indexOf('\r\n\r\n')
    const from = end < 0 ? -1 : lengthIn(bytes, end)
    if (end < 0 || bytes.length < end + 4 + from) {
      this.#kept = bytes
      return
    }
    this.#kept = null
    const answered = this.#answered
    this.#answered = this.#failed = null
    answered?.({ status: Number(bytes.toString('latin1', 9, 12)), body: bytes.subarray(end + 4, end + 4 + from) })
  }
}

function lengthIn(bytes: Buffer, end: number): number {
  const head = bytes.toString('latin1', 0, end)
  const at = head.search(/\r\ncontent-length: /i)
  return at < 0 ? 0 : Number.parseInt(head.slice(at + 18), 10)
}
