import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** A screen's line to a desk that listens on a port: everything that came by it. */
export function lineTo(app: FastifyInstance, key: string, since?: string) {
  const { port } = app.server.address() as AddressInfo
  const headers = { authorization: `Bearer ${key}`, ...(since === undefined ? {} : { 'last-event-id': since }) }
  let heard = ''
  const stream = request({ port, path: '/api/v1/events/stream', headers }, (response) =>
    response.setEncoding('utf8').on('data', (part: string) => (heard += part)),
  ).on('error', () => undefined)
  stream.end()
  return {
    heard: () => heard,
    /** The last position that it was told. */
    at: () => [...heard.matchAll(/^id: (.+)$/gm)].at(-1)?.[1],
    stop: () => stream.destroy(),
  }
}
