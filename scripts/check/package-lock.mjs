import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../prepare.mjs'

/**
 * Finds what lets `npm install` pass and `npm ci` fail: entries without a version, and optional packages of other platforms that the
 * registry did not have.
 */
export function checkPackageLock() {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const problems = Object.entries(packages).flatMap(([place, entry]) => [
    ...withoutVersion(place, entry),
    ...missingOptionals(packages, place, entry),
  ])
  if (problems.length > 0) console.log(`\n── package-list ──\n${problems.join('\n')}`)
  return { part: 'package-list', passed: problems.length > 0 ? 0 : 1, failed: problems.length > 0 ? 1 : 0, skipped: 0 }
}

const withoutVersion = (place, entry) =>
  place.includes('node_modules/') && !entry.version && !entry.link ? [`${place} has no version`] : []

const missingOptionals = (packages, place, { optionalDependencies = {} }) =>
  Object.keys(optionalDependencies)
    .filter((name) => !isFound(packages, place, name))
    .map((name) => `${name}, wanted by ${place || 'redress'}, is missing`)

/** As Node looks for packages: in the folder's own node_modules, then in each one above. */
function isFound(packages, place, name) {
  if (packages[`${place ? `${place}/` : ''}node_modules/${name}`]) return true
  if (place === '') return false
  const above = place.lastIndexOf('/node_modules/')
  return isFound(packages, above < 0 ? '' : place.slice(0, above), name)
}
