import { expect, test } from 'vitest'
import { OPTIONS, readConfig } from './config'

test('with nothing said, every option has its default', () => {
  const read = readConfig({}, {})
  expect(read).toEqual({
    ok: true,
    config: {
      dir: null,
      databaseUrl: null,
      port: 4280,
      host: '127.0.0.1',
      url: null,
      logLevel: 'warn',
      pollMs: 250,
      minFreeMb: 200,
      undoMs: 10_000,
      readers: 1,
      opinion: null,
      opinionModel: 'default',
      opinionKey: null,
    },
  })
})

test.each([
  [{ REDRESS_PORT: 'abc' }, /REDRESS_PORT: "abc" must be a number/],
  [{ REDRESS_PORT: '70000' }, /at most 65535/],
  [{ REDRESS_PORT: '1.5' }, /whole number/],
  [{ REDRESS_LOG: 'loud' }, /must be one of fatal/],
  [{ REDRESS_URL: 'desk.example.org' }, /must be an http or https address/],
  [{ DATABASE_URL: 'mysql://secret@host/x' }, /must look like postgres/],
  [{ REDRESS_POLL_MS: '1' }, /at least 20/],
  [{ REDRESS_READERS: '2' }, /must be 0 or 1/],
])('%j stops the boot with a sentence', (env, sentence) => {
  const read = readConfig(env, {})
  expect(read.ok).toBe(false)
  if (!read.ok) expect(read.problems.join('\n')).toMatch(sentence)
})

test('all mistakes are told at once, and a database password never is', () => {
  const read = readConfig({ REDRESS_PORT: 'x', REDRESS_LOG: 'y', DATABASE_URL: 'mysql://root:hunter2@db' }, {})
  expect(read.ok ? [] : read.problems).toHaveLength(3)
  expect(JSON.stringify(read)).not.toContain('hunter2')
})

test('the command line wins over the environment, an empty variable counts as unset', () => {
  const read = readConfig({ REDRESS_PORT: '1', REDRESS_HOST: '' }, { port: '2' })
  expect(read.ok && [read.config.port, read.config.host]).toEqual([2, '127.0.0.1'])
})

test('every option has a name of its own and a sentence for the manual', () => {
  expect(new Set(OPTIONS.map((o) => o.env)).size).toBe(OPTIONS.length)
  for (const option of OPTIONS) expect(option.doc).toMatch(/\.$/)
})
