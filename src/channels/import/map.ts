import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const TARGETS = ['text', 'subject', 'id', 'date', 'lang', 'channel', 'product', 'order', 'in_reply_to', 'name', 'email', 'phone'] as const
export type Target = (typeof TARGETS)[number]

const column = z.string().min(1)
const Shape = z.strictObject({
  fields: z
    .strictObject(Object.fromEntries(TARGETS.map((target) => [target, column.optional()])) as Record<Target, z.ZodOptional<typeof column>>)
    .optional(),
  channel: z.record(z.string(), z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'a channel is small letters, digits and _')).optional(),
  zone: z.string().refine(isZone, 'is no time zone; an example of one is Asia/Bangkok').optional(),
})

/** How a file's own words become ours: columns by our field names, channel names by theirs, and the zone of dates that name none. */
export type ImportMap = { fields?: Partial<Record<Target, string>>; channel?: Record<string, string>; zone?: string }

/**
 * Reads `--map`: a JSON file, JSON itself, or pairs such as `channel.fb2=facebook,fields.text=Body,zone=Asia/Bangkok`.
 * Throws an Error whose message tells the user what to write instead.
 */
export async function readMap(given: string): Promise<ImportMap> {
  if (given.trimStart().startsWith('{')) return checked(parsed(given, 'The map'))
  if (/^(channel\.|fields\.|zone=)/.test(given)) return checked(fromPairs(given))
  const text = await readFile(given, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The map file ${given} could not be read (${error.code}). Give a JSON file or pairs such as channel.fb2=facebook.`)
  })
  return checked(parsed(text.replace(/^\ufeff/, ''), `The map file ${given}`))
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${what} is not JSON. An example: {"fields":{"text":"Body","id":"Ticket ID"},"zone":"Asia/Bangkok"}`)
  }
}

function fromPairs(given: string) {
  const map: { fields: Record<string, string>; channel: Record<string, string>; zone?: string } = { fields: {}, channel: {} }
  for (const pair of given.split(',')) {
    const found = /^\s*(channel|fields)\.(.+?)=(.+?)\s*$/.exec(pair)
    const zone = /^\s*zone=(.+?)\s*$/.exec(pair)
    if (zone) map.zone = zone[1]!
    else if (found) map[found[1] as 'fields' | 'channel'][found[2]!] = found[3]!
    else throw new Error(`The map has "${pair}", which is no pair. Write channel.THEIRS=OURS, fields.OURS=COLUMN or zone=Asia/Bangkok.`)
  }
  return map
}

function checked(value: unknown): ImportMap {
  const result = Shape.safeParse(value)
  if (result.success) return JSON.parse(JSON.stringify(result.data)) as ImportMap
  const first = result.error.issues[0]!
  throw new Error(`The map is not right at ${first.path.join('.') || 'its top'}: ${first.message}. Its fields are ${TARGETS.join(', ')}.`)
}

function isZone(zone: string) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null
  } catch {
    return false
  }
}
