import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from './support/source'

let folder: string
let checkout: string

/** A checkout of the house without its furniture, in a folder with a space in its name, and an `npm` that only takes notes. */
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'redress-checkout-'))
  checkout = path.join(folder, 'my redress')
  for (const part of ['bin', 'scripts', 'src/store/embedded/lock.mjs', 'src/store/embedded/processes.mjs'])
    cpSync(path.join(root, part), path.join(checkout, part), { recursive: true })
  mkdirSync(path.join(checkout, 'src/cli'), { recursive: true })
  writeFileSync(at('package.json'), '{"type":"module"}')
  writeFileSync(at('package-lock.json'), '{}')
  writeFileSync(at('src/cli/main.ts'), program('first'))
  writeTool('npm', installing)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (file: string) => path.join(checkout, file)
const program = (version: string) => `console.log('${version}', JSON.stringify(process.argv.slice(2)))\n`

/** Notes its call, and puts what esbuild needs where `npm ci` would. */
const installing = `
echo "$@" >> "$(dirname "$0")/calls"
echo "added 2 packages"
rm -rf node_modules && mkdir node_modules && sleep 0.2
ln -s "${root}/node_modules/esbuild" "${root}/node_modules/@esbuild" node_modules/
echo '{}' > node_modules/.package-lock.json`

function writeTool(name: string, script: string): void {
  mkdirSync(path.join(folder, 'tools'), { recursive: true })
  writeFileSync(path.join(folder, 'tools', name), `#!/bin/sh\n${script}\n`)
  chmodSync(path.join(folder, 'tools', name), 0o755)
}

const calls = () =>
  existsSync(path.join(folder, 'tools/calls')) ? readFileSync(path.join(folder, 'tools/calls'), 'utf8').trim().split('\n') : []
const env = () => ({ ...process.env, PATH: `${path.join(folder, 'tools')}:${process.env.PATH}` })

const redress = (args: string[], command = at('bin/redress')): SpawnSyncReturns<string> =>
  spawnSync(command, args, { cwd: '/', env: env(), encoding: 'utf8' })

describe('a checkout', () => {
  test('installs and builds what is missing, with all words about it on stderr', () => {
    const { status, stdout, stderr } = redress(['import', 'my file.csv', '--json'])

    expect({ status, stdout }).toEqual({ status: 0, stdout: 'first ["import","my file.csv","--json"]\n' })
    expect(stderr).toMatch(/installing packages[\s\S]*added 2 packages[\s\S]*building the server/)
    expect(calls()).toHaveLength(1)
    expect(calls()[0]).toMatch(/^ci .*--ignore-scripts/)
  })

  test('does nothing when nothing is to do, from anywhere, also through a symlink', () => {
    redress([])
    symlinkSync(at('bin/redress'), path.join(folder, 'there'))
    symlinkSync('there', path.join(folder, 'here'))
    const before = readdirSync(at('.redress'))

    const { stdout, stderr } = redress(['again'], path.join(folder, 'here'))

    expect({ stdout, stderr }).toEqual({ stdout: 'first ["again"]\n', stderr: '' })
    expect(calls()).toHaveLength(1)
    expect(readdirSync(at('.redress'))).toEqual(before)
  })

  test('builds again after a change, and not after a mere touch or a change to a test', () => {
    redress([])
    utimesSync(at('src/cli/main.ts'), new Date(), new Date())
    writeFileSync(at('src/cli/main.test.ts'), 'a test')
    const touched = redress([])
    writeFileSync(at('src/cli/main.ts'), program('second'))
    const changed = redress([])

    expect(touched).toMatchObject({ stdout: 'first []\n', stderr: '' })
    expect(changed).toMatchObject({ stdout: 'second []\n', stderr: expect.stringContaining('building the server') })
    expect(calls()).toHaveLength(1)
  })

  test('builds again when what was built is gone', () => {
    redress([])
    rmSync(at('dist'), { recursive: true })

    expect(redress([]).stdout).toBe('first []\n')
  })

  test('installs again when the list of packages changed or an installation was interrupted', () => {
    redress([])
    appendFileSync(at('package-lock.json'), '\n')
    utimesSync(at('package-lock.json'), new Date(), new Date(Date.now() + 5_000))
    redress([])
    expect(calls()).toHaveLength(2)

    rmSync(at('node_modules/.package-lock.json'))
    redress([])
    expect(calls()).toHaveLength(3)
  })

  test('takes an installation made by hand as it is', () => {
    spawnSync('npm', ['ci'], { cwd: checkout, env: env() })

    const { stdout, stderr } = redress([])

    expect(stdout).toBe('first []\n')
    expect(stderr).not.toContain('installing')
  })

  test('used by three at once installs once', async () => {
    const three = [1, 2, 3].map(() => spawn(at('bin/redress'), [], { env: env(), stdio: 'ignore' }))

    const codes = await Promise.all(three.map(async (each) => (await once(each, 'exit'))[0]))

    expect(codes).toEqual([0, 0, 0])
    expect(calls()).toHaveLength(1)
  })

  test('says in a sentence what failed', () => {
    writeTool('npm', 'echo "no network" >&2; exit 3')

    const { status, stdout, stderr } = redress([])

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/no network[\s\S]*redress: npm ci failed \(3\)/)
  })

  test('says what it needs when there is no Node', () => {
    const { status, stderr } = spawnSync('/bin/sh', [at('bin/redress')], { env: { PATH: '/nowhere' }, encoding: 'utf8' })

    expect(status).toBe(1)
    expect(stderr).toMatch(/needs Node.js 20.19/)
  })
})

test('the published package, which has no sources, just runs', () => {
  redress([])
  for (const part of ['src', 'scripts', 'node_modules', '.redress', 'package-lock.json']) rmSync(at(part), { recursive: true })

  expect(redress(['demo'])).toMatchObject({ status: 0, stdout: 'first ["demo"]\n', stderr: '' })
  expect(calls()).toHaveLength(1)
})
