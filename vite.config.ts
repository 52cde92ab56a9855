import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { budgets } from './scripts/budgets.mjs'
import { chatWindow } from './scripts/chat-window.mjs'

const forVitest = process.env.VITEST !== undefined

/** The console: `npx vite build` writes dist/web; `npx vite` serves it with the API taken from REDRESS_URL. Tests have their own root. */
export default defineConfig(
  forVitest
    ? {}
    : {
        root: 'src/web',
        plugins: [react(), budgets(), chatWindow()],
        build: {
          outDir: '../../dist/web',
          emptyOutDir: true,
          target: 'es2022',
          // The content security policy allows no data: fonts, so nothing is inlined.
          assetsInlineLimit: 0,
          reportCompressedSize: true,
        },
        server: {
          fs: { allow: ['../..'] },
          proxy: Object.fromEntries(
            ['/api', '/sign-in', '/sign-out'].map((path) => [path, process.env.REDRESS_URL ?? 'http://127.0.0.1:4700']),
          ),
        },
      },
)
