import type { Plugin as Bundler } from 'esbuild'
import type { Plugin as Vite } from 'vite'

export declare const bundlerPlugin: Bundler
export declare const vitePlugin: Vite
