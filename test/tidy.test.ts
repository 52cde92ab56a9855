import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { filesBelow, functionsOf, type Import, importsOf, isTest, read, root, textsOf } from './support/source'

const CODE = /\.(ts|tsx|mjs)$/
const WRITTEN_BY_A_PROGRAM = /\.(gen|d)\.m?ts$/

const sources = filesBelow('src', /\.tsx?$/).filter((file) => !isTest(file) && !WRITTEN_BY_A_PROGRAM.test(file))
const ownCode = ['src', 'bench', 'scripts', 'bin', 'test']
  .flatMap((folder) => filesBelow(folder, CODE))
  .filter((file) => !WRITTEN_BY_A_PROGRAM.test(file))

const NEEDS = /^src\/actions\/((\w+-)?needs|reads)$/
const DOMAIN = /^src\/domain\//
const DETECTION = /^src\/detection\//

const outside: (wish: Import) => boolean = ({ target, isType }) => DOMAIN.test(target) || (isType && NEEDS.test(target))

/** Who may import what of ours beyond their own folder. */
const MAY_IMPORT: Record<string, (wish: Import) => boolean> = {
  domain: () => false,
  detection: ({ target, isType }) => isType && target === 'src/domain/finding',
  actions: ({ target }) => DOMAIN.test(target),
  store: outside,
  channels: outside,
  notify: outside,
  http: ({ target }) => DOMAIN.test(target) || /^(src\/(actions\/|config$)|locales\/(pages\/|[a-z]{2}\/words\.json$))/.test(target),
  demo: ({ target }) => DOMAIN.test(target) || /^src\/(actions|store)\//.test(target),
  cli: ({ target }) => !target.startsWith('src/web/'),
  web: ({ target, isType }) => DOMAIN.test(target) || (isType && /^src\/http\//.test(target)),
}

/** Where the parts meet: free to import everything, as each command of `cli/` is for its own small job (`docs/decisions/0003`). Other files beside them, which several parts share, know as little as the outside does. */
const JOINTS = [
  'main.ts',
  'doors.ts',
  'composing.ts',
  'lists.ts',
  'senders.ts',
  'telling.ts',
  'talking.ts',
  'running.ts',
  'desk.ts',
  'engine.ts',
  'waker.ts',
  'firm-detection.ts',
  'opinions.ts',
  'disk-watch.ts',
  'means.ts',
  'reader.worker.ts',
]

/** The first test reads and parses everything; on a busy machine that takes its time. */
const PARSING_MS = 60_000

test(
  'imports point towards the domain, and only main and its engine know everybody',
  () => {
    const broken = sources.flatMap((file) => {
      const part = file.split('/')[1]!
      if (JOINTS.includes(part)) return []
      const allowed = MAY_IMPORT[part] ?? outside
      const wishes = importsOf(file).filter(({ isOurs, target }) => isOurs && !target.startsWith(`src/${part}/`))
      return wishes.filter((wish) => !allowed(wish)).map(({ target }) => `${file} imports ${target}`)
    })

    expect(broken).toEqual([])
  },
  PARSING_MS,
)

test('nothing imports main but the command line', () => {
  const broken = sources
    .filter((file) => !file.startsWith('src/cli/'))
    .filter((file) => importsOf(file).some(({ target }) => target === 'src/main'))

  expect(broken).toEqual([])
})

test('the domain and detection use no packages; only domain/time knows Temporal', () => {
  const broken = sources
    .filter((file) => DOMAIN.test(file) || DETECTION.test(file))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ isOurs, target }) => !isOurs && !(target === 'temporal-polyfill' && file.startsWith('src/domain/time/')))
        .map(({ target }) => `${file} imports ${target}`),
    )

  expect(
    broken.filter((line) => !DETECTION_PACKAGES.some((name) => line.endsWith(` ${name}`) && line.startsWith('src/detection/'))),
  ).toEqual([])
})

/** Detection may tell languages apart and ask conditions with a package, and its trainer reads files and compresses models. */
const DETECTION_PACKAGES = ['franc', '@marcbachmann/cel-js', 'node:fs', 'node:zlib', 'node:crypto', 'node:path', 'node:url']

/** Inside the domain the order is time ← regimes, escalation, routing, triage ← case: nothing below runs code of what is above. */
const LEVEL: Record<string, number> = { time: 0, regimes: 1, escalation: 1, routing: 1, triage: 1, notices: 1, case: 2 }

test('inside the domain nothing points back', () => {
  const broken = sources
    .filter((file) => DOMAIN.test(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((wish) => pointsBack(file, wish))
        .map(({ target }) => `${file} imports ${target}`),
    )

  expect(broken).toEqual([])
})

function pointsBack(file: string, { target, isOurs, isType }: Import): boolean {
  const [here, there] = [file, target].map((place) => LEVEL[place.split('/')[2]!])
  return isOurs && !isType && here !== undefined && there !== undefined && there > here
}

test('no rule asks what time it is or rolls dice', () => {
  const asks = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bTemporal\.Now\b/

  expect(sources.filter((file) => DOMAIN.test(file) && asks.test(read(file)))).toEqual([])
})

/** Leases between machines run on the one clock that these machines share. */
const ON_THE_DATABASE_CLOCK = ['src/store/lease.ts']

test('the store takes the moment as a parameter and never asks the database for it', () => {
  const asks =
    /\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)|\bcurrent_timestamp\b|\blocaltimestamp\b/i
  const files = sources.filter(
    (file) => file.startsWith('src/store/') && !file.startsWith('src/store/migrations/') && !ON_THE_DATABASE_CLOCK.includes(file),
  )

  expect(
    files.flatMap((file) =>
      textsOf(file)
        .filter((text) => asks.test(text))
        .map((text) => `${file}: ${text.trim()}`),
    ),
  ).toEqual([])
})

/** What is too long already, with its length: it may shrink, and leaves this list when it has. */
const LONG_FILES: Record<string, number> = {}
const LONG_FUNCTIONS: Record<string, number> = {}

test('files stay short: 250 lines, tests 400', () => {
  const lengths = ownCode.map((file) => ({
    name: file,
    lines: read(file).split('\n').length - 1,
    limit: file.includes('.test.') ? 400 : 250,
  }))

  expect(tooLong(lengths, LONG_FILES)).toEqual([])
})

test('functions stay short: 60 lines', () => {
  const code = ownCode.filter((file) => !file.includes('.test.'))
  const lengths = code.flatMap((file) => functionsOf(file).map(({ name, lines }) => ({ name: `${file} ${name}`, lines, limit: 60 })))

  expect(tooLong(lengths, LONG_FUNCTIONS)).toEqual([])
})

/** A ratchet: beyond the limit only what is listed, up to the listed length, and only while it is still beyond the limit. */
function tooLong(things: { name: string; lines: number; limit: number }[], listed: Record<string, number>): string[] {
  const long = things.filter(({ lines, limit }) => lines > limit)
  const grown = long.filter(({ name, lines }) => lines > (listed[name] ?? 0)).map(({ name, lines }) => `${name} has ${lines} lines`)
  const mended = Object.keys(listed).filter((name) => !long.some((thing) => thing.name === name))
  return [...grown, ...mended.map((name) => `${name} is short now: take it off the list`)]
}

test('the console says start and end, never left and right', () => {
  const physical = [
    /\b(margin|padding|border)-(left|right)\b/,
    /\b(margin|padding|border)(Left|Right)\b/,
    /(^|[\s;{'"])(left|right)\s*:/,
    /\b(text-align|float|clear)\s*:\s*(left|right)\b/,
    /\b(textAlign|float|ta)\s*[:=]\s*\{?['"](left|right)['"]/,
    /\s(ml|mr|pl|pr|left|right)=[{"]/,
  ]
  const lines = filesBelow('src/web', /\.(css|tsx?)$/)
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      read(file)
        .split('\n')
        .map((line, index) => ({ place: `${file}:${index + 1}`, line })),
    )

  expect(
    lines
      .filter(({ line }) => !/^\s*(\/?\*|\/\/)/.test(line))
      .filter(({ line }) => physical.some((pattern) => pattern.test(line)))
      .map(({ place, line }) => `${place} ${line.trim()}`),
  ).toEqual([])
})

test('every link in the documents leads somewhere', () => {
  const dead = filesBelow('.', /\.md$/).flatMap((file) =>
    linksIn(read(file))
      .filter((link) => !leadsSomewhere(file, link))
      .map((link) => `${file}: ${link}`),
  )

  expect(dead).toEqual([])
})

const linksIn = (text: string) =>
  [...text.replace(/```[\s\S]*?```/g, '').matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)]
    .map(([, link]) => link!)
    .filter((link) => !/^[a-z]+:/.test(link))

function leadsSomewhere(file: string, link: string): boolean {
  const [target, anchor] = link.split('#')
  const place = target ? path.posix.join(path.posix.dirname(file), decodeURI(target)) : file
  if (!existsSync(path.join(root, place))) return false
  return !anchor || !place.endsWith('.md') || headingsOf(read(place)).includes(anchor)
}

const headingsOf = (text: string) =>
  [...text.matchAll(/^#+\s+(.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )

test('nothing is promised in a comment, and no checker is told to look away', () => {
  const promise = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`)
  const away = new RegExp(['@ts-' + '(ignore|expect-error|nocheck)', 'biome-' + 'ignore'].join('|'))
  const skipped = new RegExp('\\b(test|it|describe)\\.' + '(skip|only|todo|fails|skipIf|runIf)\\b')
  const found = ownCode.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) =>
        [promise, away, skipped].some((pattern) => pattern.test(line)) ? [`${file}:${index + 1} ${line.trim()}`] : [],
      ),
  )

  expect(found).toEqual([])
})

test('the list of packages names no registry, so that any mirror will do', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved":/)
})
