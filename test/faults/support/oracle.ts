import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { inject } from 'vitest'
import type { Verdict } from './invariants'
import type { LoadOptions } from './load'
import type { Question } from './oracle-program'
import { openFolder } from './prepared'

export type Count = { message: number; batch: number }

/** The oracle's process, as tests talk to it. */
export class Oracle {
  #child: ChildProcess
  #n = 0

  constructor() {
    this.#child = fork(path.join(inject('programs'), 'oracle.mjs'), [path.join(openFolder(), 'acknowledged')], {
      serialization: 'advanced',
      execArgv: [],
    })
  }

  load = (options: LoadOptions) => this.#ask<{ loading: true }>({ ask: 'load', options })
  /** What is on the list so far. */
  count = () => this.#ask<Count>({ ask: 'count' })
  finish = (withinMs = 4_000) => this.#ask<Count>({ ask: 'finish', withinMs })
  gateway = () => this.#ask<string>({ ask: 'gateway' })
  verdict = (database: string, tenant: string) => this.#ask<Verdict>({ ask: 'verdict', database, tenant })
  close = () => this.#child.disconnect()

  #ask<T>(question: Question): Promise<T> {
    const n = ++this.#n
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error('the oracle is gone'))
      const hear = (said: { n: number; answer?: unknown; error?: string }) => {
        if (said.n !== n) return
        this.#child.off('message', hear).off('exit', gone)
        if (said.error === undefined) resolve(said.answer as T)
        else reject(new Error(said.error))
      }
      this.#child.on('message', hear).once('exit', gone)
      this.#child.send({ n, question })
    })
  }
}
