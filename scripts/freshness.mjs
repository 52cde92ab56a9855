import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const isTest = (name) => /\.test\.tsx?$/.test(name)

/** Every file in the given files and folders, tests left out, in a stable order. */
function filesIn(root, places) {
  return places.flatMap((place) => {
    const full = path.join(root, place)
    if (!existsSync(full)) return []
    if (!statSync(full).isDirectory()) return [place]
    const names = readdirSync(full).sort()
    return filesIn(
      root,
      names.filter((name) => !isTest(name)).map((name) => path.join(place, name)),
    )
  })
}

const digest = (parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')

function fingerprints(root, places) {
  const files = filesIn(root, places)
  const stats = files.map((file) => [file, statSync(path.join(root, file))])
  return {
    quick: digest(stats.map(([file, { size, mtimeMs }]) => `${file}\0${size}\0${mtimeMs}\n`)),
    content: () => digest(files.flatMap((file) => [`${file}\0`, readFileSync(path.join(root, file))])),
  }
}

/**
 * Whether the inputs are as they were when `remember` was last called for this name. Sizes and times decide where they can;
 * when they differ (a fresh checkout, a touched file) the content does.
 */
export function isUnchanged(root, name, places) {
  const file = stampOf(root, name)
  if (!existsSync(file)) return false
  const [quick, content] = readFileSync(file, 'utf8').split('\n')
  const now = fingerprints(root, places)
  if (now.quick === quick) return true
  if (now.content() !== content) return false
  try {
    writeStamp(file, now.quick, content)
  } catch {
    // A checkout that we may only read: the next start compares contents again.
  }
  return true
}

export function remember(root, name, places) {
  const { quick, content } = fingerprints(root, places)
  writeStamp(stampOf(root, name), quick, content())
}

function writeStamp(file, quick, content) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(`${file}.${process.pid}`, `${quick}\n${content}\n`)
  renameSync(`${file}.${process.pid}`, file)
}

const stampOf = (root, name) => path.join(root, '.redress', `${name}.stamp`)
