import { rmSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { openFolder } from '../../test/support/launcher'
import { redress } from './testing/program'

const dir = openFolder()
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('what scripts see', () => {
  test.each<[string, string[], number]>([
    ['help is no failure', ['--help'], 0],
    ['an unknown command is a wrong usage', ['complain'], 2],
    ['a missing argument is a wrong usage', ['user', 'add', '--role', 'agent'], 2],
    ['an unknown option is a wrong usage', ['status', '--fast'], 2],
    ['a false clock needs a directory that is thrown away', ['start', '--test-clock', '--dir', dir], 2],
    ['nothing runs where nothing was started', ['status', '--dir', dir], 3],
    ['there is no backup where there is no file', ['restore', `${dir}/none.redress`, '--dir', `${dir}/new`], 3],
    ['nothing to classify is a wrong usage', ['classify'], 2],
  ])('%s', async (_, args, code) => {
    const ran = await redress(args)
    expect(ran.code).toBe(code)
    if (code !== 0) expect(ran).toMatchObject({ out: '', err: expect.stringMatching(/\S/) })
  })

  test.each([
    ['clocks', 'list', '--due', 'soon'],
    ['clocks', '--due', 'soon'],
  ])('%s %s %s %s: what is due within a time hears the time', async (...args) => {
    const { code, err } = await redress([...args, '--dir', dir])
    expect(code).toBe(2)
    expect(err).toContain('--due: "soon" is not a time such as 30m')
  })

  test('an error is one JSON value on stderr where --json is asked for', async () => {
    const { out, err } = await redress(['status', '--dir', dir, '--json'])
    expect(out).toBe('')
    expect(JSON.parse(err)).toMatchObject({ error: { exit: 3, running: false, dir } })
  })

  test.each([
    ['an unknown option', ['status', '--fast'], "unknown option '--fast'"],
    ['an unknown command', ['complain'], "unknown command 'complain'"],
    ['a missing argument', ['import'], "missing required argument 'file'"],
  ])('so is a wrong usage: %s', async (_, args, message) => {
    const { code, out, err } = await redress([...args, '--json'])
    expect({ code, out, error: JSON.parse(err).error }).toEqual({ code: 2, out: '', error: { exit: 2, message } })
  })

  test('classify --json is one finding', async () => {
    const { code, out } = await redress(['classify', '--json', 'The cream burns my face, I will report you to the FDA'])
    const finding = JSON.parse(out)
    expect(code).toBe(0)
    expect(finding).toMatchObject({ lang: { value: 'en' }, complaint: { value: 'yes' }, model: { id: expect.any(String) } })
    expect(finding.risk_phrases.length).toBeGreaterThan(0)
  })

  test('classify --ndjson gives a line for each line in the same order, and 4 when one was bad', async () => {
    const lines = [
      '{"id":7,"text":"Where is my parcel?"}',
      'not json',
      '{"id":"x"}',
      '{"id":"th","text":"ครีมเหม็นมาก แสบหน้า","lang":"th"}',
      '{"text":"no id"}',
    ]
    const { code, out } = await redress(['classify', '--ndjson'], { input: `${lines.join('\n')}\n` })
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(code).toBe(4)
    expect(answers.map((a) => a.id ?? a.line ?? null)).toEqual([7, 2, 3, 'th', null])
    expect(answers.map((a) => a.error?.code ?? a.lang.value)).toEqual(['en', 'malformed', 'text_required', 'th', 'en'])
  })

  test('classify --ndjson without a bad line ends well, also when a mark stands before the first', async () => {
    expect(await redress(['classify', '--ndjson'], { input: '\ufeff{"text":"fine"}\n' })).toMatchObject({ code: 0 })
  })
})
