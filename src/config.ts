import { z } from 'zod'

type Option = { name: string; env: string; doc: string; schema: z.ZodType; default: string | null }

/** Every option as data: the manual page, the environment reader and the boot check are all made from this table. */
export const OPTIONS = [
  {
    name: 'dir',
    env: 'REDRESS_DIR',
    default: null,
    doc: "Where Redress keeps its database and its server record. Default: the user's data directory; for root /var/lib/redress.",
    schema: z.string().min(1),
  },
  {
    name: 'databaseUrl',
    env: 'DATABASE_URL',
    default: null,
    doc: 'A PostgreSQL 15 or newer to use in place of the embedded one, as postgres://user:password@host:port/name.',
    schema: z.string().regex(/^postgres(ql)?:\/\/.+/, 'must look like postgres://user:password@host:5432/name'),
  },
  {
    name: 'port',
    env: 'REDRESS_PORT',
    default: '4280',
    doc: 'The port to listen on; 0 takes any free one.',
    schema: z.coerce
      .number('must be a number')
      .int('must be a whole number')
      .min(0, 'must be 0 or more')
      .max(65_535, 'must be at most 65535'),
  },
  {
    name: 'host',
    env: 'REDRESS_HOST',
    default: '127.0.0.1',
    doc: 'The address to listen on. Anything but loopback needs a TLS-terminating proxy in front and REDRESS_URL set.',
    schema: z.string().min(1),
  },
  {
    name: 'url',
    env: 'REDRESS_URL',
    default: null,
    doc: 'The address under which people reach this installation; it goes into links and decides whether cookies are Secure.',
    schema: z.url({ protocol: /^https?$/, error: 'must be an http or https address such as https://desk.example.org' }),
  },
  {
    name: 'logLevel',
    env: 'REDRESS_LOG',
    default: 'warn',
    doc: 'How much is written to stderr: fatal, error, warn, info, debug or silent. Never message texts.',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'must be one of fatal, error, warn, info, debug, silent'),
  },
  {
    name: 'pollMs',
    env: 'REDRESS_POLL_MS',
    default: '250',
    doc: 'How often the loops look for due clocks, levels and notices, in milliseconds.',
    schema: z.coerce.number('must be a number').int().min(20, 'must be at least 20').max(10_000, 'must be at most 10000'),
  },
  {
    name: 'minFreeMb',
    env: 'REDRESS_MIN_FREE_MB',
    default: '200',
    doc: 'With less free disk than this, in MiB, new messages are refused with 507 and an alarm is raised, while there is still room to work.',
    schema: z.coerce.number('must be a number').int().min(0, 'must be 0 or more'),
  },
  {
    name: 'undoMs',
    env: 'REDRESS_UNDO_MS',
    default: '10000',
    doc: 'How long a reply waits before it leaves, so that it can be taken back, in milliseconds.',
    schema: z.coerce.number('must be a number').int().min(0, 'must be 0 or more').max(600_000, 'must be at most 600000 (ten minutes)'),
  },
  {
    name: 'readers',
    env: 'REDRESS_READERS',
    default: '1',
    doc: 'Threads that read messages beside the one that answers: 1, or 0 to read in the same thread, which spares about 60 MB.',
    schema: z.coerce.number('must be a number').int('must be a whole number').min(0, 'must be 0 or 1').max(1, 'must be 0 or 1'),
  },
  {
    name: 'opinion',
    env: 'REDRESS_OPINION',
    default: null,
    doc: 'A second model, asked about messages that the detector is not sure of: the address of an OpenAI-compatible server such as http://127.0.0.1:11434/v1, or a folder with model.onnx. Off by default.',
    schema: z.string().min(1),
  },
  {
    name: 'opinionModel',
    env: 'REDRESS_OPINION_MODEL',
    default: 'default',
    doc: 'Which model that server is to ask.',
    schema: z.string().min(1).max(200),
  },
  {
    name: 'opinionKey',
    env: 'REDRESS_OPINION_KEY',
    default: null,
    doc: 'What that server wants as a bearer token.',
    schema: z.string().min(1),
  },
] as const satisfies readonly Option[]

export type Config = {
  dir: string | null
  databaseUrl: string | null
  port: number
  host: string
  url: string | null
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  pollMs: number
  minFreeMb: number
  undoMs: number
  readers: number
  opinion: string | null
  opinionModel: string
  opinionKey: string | null
}

/**
 * Reads every option from the environment and from what the command line said, which wins. All mistakes are found at once; each is a
 * sentence that says which value, why it is wrong, and what would be right.
 */
export function readConfig(
  env: Record<string, string | undefined>,
  flags: Partial<Record<keyof Config, string | number>>,
): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const problems: string[] = []
  const values: Record<string, unknown> = {}
  for (const option of OPTIONS) {
    const flag = flags[option.name]
    const given = flag ?? (env[option.env] || null) ?? option.default
    if (given === null) values[option.name] = null
    else {
      const read = option.schema.safeParse(given)
      if (read.success) values[option.name] = read.data
      else problems.push(sentence(option, String(given), read.error, flag !== undefined))
    }
  }
  return problems.length ? { ok: false, problems } : { ok: true, config: values as Config }
}

const sentence = (option: Option, given: string, error: z.ZodError, flag: boolean) => {
  const source = flag ? `--${option.name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}` : option.env
  const shown = option.name === 'databaseUrl' ? 'the value' : `"${given.slice(0, 80)}"`
  return `${source}: ${shown} ${error.issues[0]?.message ?? 'is not valid'}. ${option.doc}`
}
