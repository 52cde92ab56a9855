import net from 'node:net'

export type CuttingLine = {
  url: string
  /** From now on: the n-th time that bytes from the client hold this, they are passed on and both sides are cut. */
  cutAfter(bytes: string, nth: number): void
  cuts(): number
  close(): Promise<void>
}

/** Stands between the machine and PostgreSQL, and knows the moment at which nobody can know whether a COMMIT arrived. */
export async function proxyTo(database: string): Promise<CuttingLine> {
  const target = new URL(database)
  const sockets = new Set<net.Socket>()
  let wanted = { bytes: '', nth: 0 }
  let cuts = 0
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)))
    const cut = () => {
      client.destroy()
      upstream.end() // what was passed on still arrives
    }
    client.on('data', (chunk) => {
      upstream.write(chunk)
      if (wanted.nth === 0 || !chunk.includes(wanted.bytes) || --wanted.nth > 0) return
      cuts++
      cut()
    })
    upstream.on('data', (chunk) => void (client.destroyed || client.write(chunk)))
    client.on('close', () => upstream.end())
    upstream.on('close', () => client.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as net.AddressInfo
  return {
    url: Object.assign(new URL(database), { port: String(port) }).href,
    cutAfter: (bytes, nth) => {
      wanted = { bytes, nth }
    },
    cuts: () => cuts,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
