import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { openFolder } from '../../../test/support/launcher'
import { redress, serving } from '../testing/program'

const hook = fileURLToPath(new URL('../testing/watch-connections.mjs', import.meta.url))
const dir = openFolder()
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const notes = (name: string) => path.join(dir, name)
const noted = (name: string) => (existsSync(notes(name)) ? readFileSync(notes(name), 'utf8').trim().split('\n') : [])

async function until<T>(look: () => Promise<T | undefined | false | null>): Promise<T> {
  for (let n = 0; n < 400; n++) {
    const found = await look()
    if (found) return found
    await sleep(50)
  }
  throw new Error('waited 20 seconds in vain')
}

describe('the sample firm', { timeout: 120_000 }, () => {
  test('lives, reads what a visitor pastes, is cleared away around it, and nothing ever leaves this computer', async () => {
    const args = ['demo', '--dir', dir, '--port', '0', '--json', '--no-open', '--quiet']
    const demo = await serving(args, { hook, env: { REDRESS_WATCH: notes('demo'), LANG: 'th_TH.UTF-8' } })
    const { url, api_key } = demo.ready
    const call = async (method: string, where: string, body?: object) => {
      const headers = { authorization: `Bearer ${api_key}`, 'content-type': 'application/json', 'idempotency-key': `${method}${where}` }
      const answer = await fetch(`${url}${where}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
      return (await answer.json()) as {
        data: { reference: string }[]
        state: string
        id: string
        case_id: string
        tenant: object
        removed: { messages: number }
      }
    }
    await until(async () => (await call('GET', '/api/v1/cases?limit=1')).data.length > 0)
    expect(await call('GET', '/api/v1/me')).toMatchObject({ tenant: { demo: true, language: 'th', name: 'โลตัสแอนด์ไพน์' } })

    const own = await call('POST', '/api/v1/messages', {
      text: 'Your power bank caught fire and burned my child. I will tell the regulator and the press.',
      contact: { name: 'Visitor', handles: [{ kind: 'email', value: 'visitor@example.org' }] },
      channel: 'email',
    })
    const read = await until(async () => {
      const message = await call('GET', `/api/v1/messages/${own.id}`)
      return message.state === 'processed' && message
    })
    expect(read.case_id).toMatch(/^case_/)
    expect((await redress(args)).code).toBe(6)

    expect((await call('POST', '/api/v1/demo/removal', {})).removed.messages).toBeGreaterThan(0)
    await sleep(1_500) // what was on its way when the samples went is cleared away as well
    expect((await call('GET', '/api/v1/cases?limit=200&kind=all')).data).toHaveLength(1)
    expect((await call('GET', '/api/v1/messages?limit=200')).data).toHaveLength(1)
    expect(await call('GET', `/api/v1/cases/${read.case_id}`)).toMatchObject({ state: 'open' })

    expect(await demo.stop()).toBe(0)
    expect(demo.said.out.trim().split('\n')).toHaveLength(1)
    expect(noted('demo')).toEqual([])
    expect((await redress(['demo', 'clean', '--dir', dir])).code).toBe(3)
  })

  test('refuses a directory in which a firm lives', async () => {
    const other = openFolder()
    await redress(['init', '--dir', other, '--company', 'Mill Lane'])
    expect(await redress(['demo', '--dir', other, '--port', '0', '--no-open'])).toMatchObject({
      code: 6,
      out: '',
      err: expect.stringContaining('Mill Lane'),
    })
    rmSync(other, { recursive: true, force: true })
  })
})

test('the watch sees what would leave, so its silence says something', async () => {
  const tries = `
    import net from 'node:net'; import tls from 'node:tls'; import dns from 'node:dns'; import { lookup } from 'node:dns/promises'
    const quiet = () => {}
    net.connect(9, '192.0.2.1').on('error', quiet); net.connect({ port: 9, host: '2001:db8::1' }).on('error', quiet)
    tls.connect({ port: 9, host: '192.0.2.2' }).on('error', quiet)
    fetch('http://192.0.2.3:8080/').catch(quiet); fetch('https://watched.invalid/').catch(quiet)
    dns.lookup('one.invalid', quiet); lookup('two.invalid').catch(quiet); dns.promises.resolve4('three.invalid').catch(quiet)`
  const child = spawn(process.execPath, ['--import', hook, '--input-type=module', '-e', tries], {
    env: { ...process.env, REDRESS_WATCH: notes('control') },
  })
  await new Promise((resolve) => child.on('close', resolve))
  const seen = noted('control').map((line) => line.split(' ')[1])
  expect(seen).toEqual(
    expect.arrayContaining([
      '192.0.2.1',
      '2001:db8::1',
      '192.0.2.2',
      '192.0.2.3',
      'watched.invalid',
      'one.invalid',
      'two.invalid',
      'three.invalid',
    ]),
  )
})
