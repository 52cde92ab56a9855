import type { FastifyInstance } from 'fastify'

/** Every `METHOD /path` that the router serves, read from its own drawing of itself and not from our table. */
export function servedBy(app: FastifyInstance): string[] {
  const served: string[] = []
  const path: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const found = /^((?:│ {3}| {4})*)(?:├── |└── )(\S*)(?: \(([A-Z, ]+)\))?$/.exec(line)
    if (!found) continue
    const [, indent = '', segment = '', methods] = found
    path.splice(indent.length / 4)
    path.push(segment)
    for (const method of methods?.split(', ') ?? []) served.push(`${method} ${path.join('')}`)
  }
  return served
}
