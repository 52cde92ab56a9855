/** The published contract, as far as the explorer reads it. */
export type Contract = { paths: Record<string, Record<string, Operation>> }
type Operation = {
  summary?: string
  description?: string
  parameters?: { name: string; in: string; required?: boolean }[]
  requestBody?: unknown
}
export type Entry = {
  id: string
  method: string
  path: string
  summary: string
  /** The right that it needs, `public` or `signed-in`. */
  who: string
  needsKey: boolean
  params: string[]
  hasBody: boolean
}

/** Every route of the API, as a list; pages for customers are left out. */
export const entriesOf = ({ paths }: Contract): Entry[] =>
  Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary = '', description = '', requestBody }]) => ({
        ...{ id: `${method} ${path}`, method: method.toUpperCase(), path, summary },
        who: /Who may: ([\w:-]+)/.exec(description)?.[1] ?? '',
        needsKey: description.includes('Idempotency-Key'),
        params: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
        hasBody: requestBody !== undefined,
      })),
    )

export const matching = (entries: readonly Entry[], words: string) => {
  const all = words.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter((entry) =>
    all.every((word) => `${entry.method} ${entry.path} ${entry.summary} ${entry.who}`.toLowerCase().includes(word)),
  )
}

/** One line for a terminal: with a place for the key, and an idempotency key where the route asks for one. */
export function curlOf({ method, path, who, needsKey, hasBody }: Entry, origin: string): string {
  return [
    'curl',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...(who === 'public' ? [] : [`-H 'Authorization: Bearer YOUR_KEY'`]),
    ...(needsKey ? [`-H "Idempotency-Key: $(uuidgen)"`] : []),
    ...(hasBody ? [`-H 'Content-Type: application/json' -d '{}'`] : []),
    `'${origin}${path}'`,
  ].join(' ')
}
