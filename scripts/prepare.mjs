import { spawn } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from '../src/store/embedded/lock.mjs'
import { isUnchanged, remember } from './freshness.mjs'

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

const at = (file) => path.join(root, file)
const say = (line) => console.error(`redress: ${line}`)

/** What a checkout makes for itself: from which files, and how. In this order, because each needs the ones before it. */
const PARTS = {
  packages: {
    from: ['package-lock.json'],
    isThere: () => existsSync(at('node_modules/.package-lock.json')),
    // Somebody may have installed by hand: npm writes this file last, so it is newer than the list that it came from.
    isKnownGood: () => statSync(at('node_modules/.package-lock.json')).mtimeMs >= statSync(at('package-lock.json')).mtimeMs,
    words: 'installing packages (the first time this takes a minute) …',
    // A link would have npm empty the folder that it points to, which is somebody else's.
    make: () => {
      if (lstatSync(at('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(at('node_modules'))
      return run('npm', ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'])
    },
  },
  server: {
    from: ['src', 'package-lock.json', 'scripts/bundle.mjs'],
    isThere: () => existsSync(at('dist/cli.js')),
    words: 'building the server …',
    make: async () => (await import('./bundle.mjs')).buildServer(),
  },
  web: {
    from: [
      'src/web',
      'src/domain',
      'locales',
      'vite.config.ts',
      'package-lock.json',
      'scripts/bundle.mjs',
      'scripts/budgets.mjs',
      'scripts/chat-window.mjs',
    ],
    isThere: () => existsSync(at('dist/web/index.html')) || !existsSync(at('src/web/index.html')),
    words: 'building the console …',
    make: async () => (await import('./bundle.mjs')).buildWeb(),
  },
}

const isFresh = (name) => {
  const part = PARTS[name]
  return part.isThere() && isUnchanged(root, name, part.from)
}

/**
 * Installs and builds what is missing or out of date; all words go to stderr. Several at once wait for one of them to do it.
 * When nothing is to do it takes some 10 ms and writes nothing. Throws with the reason when a step fails.
 */
export async function prepare(names) {
  if (names.every(isFresh)) return
  mkdirSync(at('.redress'), { recursive: true })
  const onWait = (pid) => say(`waiting for process ${pid}, which is installing or building …`)
  await withLock(at('.redress/prepare.lock'), () => names.reduce((before, name) => before.then(() => bring(name)), Promise.resolve()), {
    onWait,
    patienceMs: 900_000,
  })
}

async function bring(name) {
  if (isFresh(name)) return
  const { from, words, make, isThere, isKnownGood } = PARTS[name]
  if (!(isKnownGood && isThere() && isKnownGood())) {
    say(words)
    await make()
  }
  remember(root, name, from)
}

/** Runs a program with everything it says on stderr, so that our own stdout stays for answers. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
    child.once('error', (error) => reject(new Error(`${program} could not be started (${error.message}). Is it installed?`)))
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${program} ${args[0]} failed (${signal ?? code}). What it said is above.`)),
    )
  })
}
