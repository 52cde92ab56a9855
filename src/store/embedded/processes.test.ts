import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
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

test('a zombie is dead', async () => {
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void parent.kill('SIGKILL'))
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const child = Number(line.toString())

  for (let tries = 0; isAlive(child) && tries < 200; tries++) await sleep(10)

  expect(() => process.kill(child, 0)).not.toThrow()
  expect(isAlive(child)).toBe(false)
})
