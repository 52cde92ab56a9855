import { startEmbedded } from '../../src/store/embedded/launch'

/**
 * A program for tests that need the launcher in a process of its own: starts the PostgreSQL of the given directory, says which on
 * one line, and stays until it is killed or its input ends.
 */
const [dir, installation] = process.argv.slice(2)

try {
  const { pid, port, reused, url } = await startEmbedded(dir!, { durable: false, ...(installation ? { installation } : {}) })
  console.log(JSON.stringify({ pid, port, reused, url }))
} catch (error) {
  console.log(JSON.stringify({ error: (error as Error).message }))
}
process.stdin.resume().on('end', () => process.exit())
