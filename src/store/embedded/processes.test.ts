import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { birthOf, isAlive } from './processes.mjs'

test('we are alive, and were born once', () => {
  expect(isAlive(process.pid)).toBe(true)
  expect(birthOf(process.pid)).toMatch(/./)
  expect(birthOf(process.pid)).toBe(birthOf(process.pid))
})

test.each([0, -1, Number.NaN, 2 ** 30])('%s is nobody', (pid) => {
  expect(isAlive(pid)).toBe(false)
})

/** A shell may reap a child that ends early, so it has made way for a program that reaps nobody before the child is let go. */
const deaf = `console.log('deaf'); setInterval(() => {}, 1_000)`

test('a zombie is dead', async () => {
  const shell = ['-c', `exec 3<&0; cat <&3 >/dev/null & echo $!; exec "$0" -e "$1" </dev/null 3<&-`, process.execPath, deaf]
  const parent = spawn('sh', shell, { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void parent.kill('SIGKILL'))
  const lines = createInterface({ input: parent.stdout })[Symbol.asyncIterator]()
  const child = Number((await lines.next()).value)
  expect((await lines.next()).value).toBe('deaf')
  expect(isAlive(child)).toBe(true)

  parent.stdin.end()
  await expect.poll(() => isAlive(child)).toBe(false)

  expect(() => process.kill(child, 0)).not.toThrow()
})
