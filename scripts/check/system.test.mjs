import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let tools

/** A machine with nothing on its PATH but a shell and what a test puts there. */
beforeEach(() => {
  tools = mkdtempSync(path.join(os.tmpdir(), 'redress-tools-'))
  symlinkSync('/bin/sh', path.join(tools, 'sh'))
})
afterEach(() => rmSync(tools, { recursive: true }))

function tool(name, script) {
  writeFileSync(path.join(tools, name), `#!/bin/sh\n${script}\n`)
  chmodSync(path.join(tools, name), 0o755)
}

/** An `apt-get` that notes its calls and, unless it fails, brings a browser, fonts and the cutter of disks. */
const bringing = () => `echo "$@" >> '${tools}/calls'
if [ "$1" = install ]; then
  printf '#!/bin/sh\\n' > '${tools}/chromium'
  printf '#!/bin/sh\\necho Noto Sans\\n' > '${tools}/fc-list'
  printf '#!/bin/sh\\n' > '${tools}/xfs_io'
  /bin/chmod +x '${tools}/chromium' '${tools}/fc-list' '${tools}/xfs_io'
fi`

function prepare(uid) {
  const program = `process.getuid = () => ${uid}; await (await import(${JSON.stringify(new URL('./system.mjs', import.meta.url).href)})).prepareSystem()`
  const env = { PATH: tools }
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { env, encoding: 'utf8' }).stdout
}

const calls = () => (existsSync(path.join(tools, 'calls')) ? readFileSync(path.join(tools, 'calls'), 'utf8').trim().split('\n') : [])

test.each([
  ['chromium-headless-shell', 'exit 0'],
  ['chromium', 'exit 100'],
])('root with apt-get gets what is missing, %s among it', (browser, aptCache) => {
  tool('apt-get', bringing())
  tool('apt-cache', aptCache)

  expect(prepare(0)).toBe('')
  const fonts = 'fontconfig fonts-noto-cjk fonts-thai-tlwg fonts-noto-core fonts-liberation xfsprogs'
  expect(calls()).toEqual(['update -q', `install -y -q --no-install-recommends ${browser} ${fonts}`])
})

test('nothing is installed when nothing is missing', () => {
  tool('apt-get', bringing())
  tool('chromium', '')
  tool('fc-list', 'echo Noto Sans')
  tool('xfs_io', '')

  expect(prepare(0)).toBe('')
  expect(calls()).toEqual([])
})

test.each([
  ['an ordinary user', 1000, bringing],
  ['a machine without a network', 0, () => 'exit 100'],
])('%s learns what is missing and goes on', (_, uid, aptGet) => {
  tool('apt-get', aptGet())
  tool('chromium', '')
  tool('fc-list', `case $1 in *th) echo Waree;; esac`)

  expect(prepare(uid)).toMatch(
    /Missing for some tests: a Chinese font, a Persian font(, xfs_io, which cuts the power of a disk)?\. On Debian: apt-get install -y chromium/,
  )
})
