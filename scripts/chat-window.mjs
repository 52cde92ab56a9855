import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { root } from './prepare.mjs'

const at = (file) => path.join(root, 'src/web', file)

/** What a page that carries the chat button may cost its visitors, packed: before anybody opens the window, and with it. */
export const CHAT_BYTES = 40_000

/** The button as one script that leaves no name behind on somebody else's page, and the window as a page with its script and style. */
export async function chatFiles() {
  const { outputFiles } = await build({
    entryPoints: { button: at('chat/button.ts'), window: at('chat/window.ts') },
    outdir: at('chat'),
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2021',
    charset: 'utf8',
    legalComments: 'none',
    absWorkingDir: root,
  })
  const made = (name) => outputFiles.find((file) => file.path.endsWith(name)).text
  const named = (name) => `assets/chat-${createHash('sha256').update(made(name)).digest('hex').slice(0, 8)}${path.extname(name)}`
  const [script, style] = [named('window.js'), named('window.css')]
  const links = `<link rel="stylesheet" href="/${style}" /><script src="/${script}" defer></script></head>`
  return {
    'assets/chat-button.js': made('button.js'),
    [script]: made('window.js'),
    [style]: made('window.css'),
    'chat.html': readFileSync(at('chat.html'), 'utf8').replace('</head>', links),
  }
}

/** Packed bytes of the files together. */
export const packed = (files) => Object.values(files).reduce((sum, text) => sum + gzipSync(text).length, 0)

/** A Vite plugin: builds the chat window beside the console, and fails where the two together weigh too much. */
export const chatWindow = (limit = CHAT_BYTES) => ({
  name: 'redress-chat-window',
  apply: 'build',
  async generateBundle() {
    const files = await chatFiles()
    const bytes = packed(files)
    if (bytes > limit) this.error(`the chat button and its window are ${bytes} packed bytes; ${limit} are allowed`)
    for (const [fileName, source] of Object.entries(files)) this.emitFile({ type: 'asset', fileName, source })
  },
})
