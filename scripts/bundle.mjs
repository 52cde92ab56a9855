import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { root } from './prepare.mjs'

const at = (file) => path.join(root, file)
const DAY_MS = 86_400_000

/**
 * The command line and every `*.worker.ts`, each as one small file in `dist/`, with shared pieces beside them: a command loads only
 * what it uses. Packages stay in node_modules.
 */
export async function buildServer() {
  const { outputs } = (
    await build({
      entryPoints: [{ in: at('src/cli/main.ts'), out: 'cli' }, ...workers()],
      outdir: at('dist'),
      bundle: true,
      platform: 'node',
      target: 'node20.19',
      format: 'esm',
      packages: 'external',
      splitting: true,
      minifySyntax: true, // writes the values of constants where they are used: bundled, they are variables that inner loops would ask for each time
      sourcemap: true,
      sourcesContent: false,
      metafile: true,
      logLevel: 'warning',
      absWorkingDir: root,
    })
  ).metafile
  dropOldPieces(new Set(Object.keys(outputs).map((file) => path.basename(file))))
}

const workers = () =>
  readdirSync(at('src'), { recursive: true })
    .filter((file) => file.endsWith('.worker.ts'))
    .map((file) => ({ in: at(path.join('src', file)), out: path.basename(file, '.ts') }))

/** A server that is running may still load pieces of the last build; only those a day old go. */
function dropOldPieces(current) {
  for (const name of readdirSync(at('dist'))) {
    const file = at(path.join('dist', name))
    if (statSync(file).isFile() && !current.has(name) && Date.now() - statSync(file).mtimeMs > DAY_MS) rmSync(file)
  }
}

/** The console, when there is one. */
export async function buildWeb() {
  if (!existsSync(at('src/web/index.html'))) return
  const vite = await import('vite')
  await vite.build({ root: at('src/web'), configFile: at('vite.config.ts'), logLevel: 'warn' })
}
