/** What a check found. A warning is worth knowing; a problem keeps a promise from being kept, and makes the command end with 8. */
export type Finding = {
  check: string
  state: 'ok' | 'warning' | 'problem'
  /** In a few words, what is so. */
  detail: string
  tried?: string
  got?: string
  likely?: string
  do?: string
  /** The same as `detail` in values, for a reader of another language; missing where it is data by itself, such as a version. */
  said?: Said
}
export type Said = { key: string; with?: Record<string, string | number> }
export type Trouble = Pick<Finding, 'tried' | 'got' | 'likely' | 'do' | 'said'>

export const fine = (check: string, detail: string, said?: Said): Finding => ({ check, state: 'ok', detail, ...(said ? { said } : {}) })
export const warning = (check: string, detail: string, more: Trouble = {}): Finding => ({ check, state: 'warning', detail, ...more })
export const problem = (check: string, detail: string, more: Trouble): Finding => ({ check, state: 'problem', detail, ...more })

/** A check that breaks is a finding too. */
export async function checked(check: string, look: () => Promise<Finding | Finding[]>): Promise<Finding[]> {
  try {
    return [await look()].flat()
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error)
    return [
      problem(check, 'could not be checked', {
        tried: check,
        got,
        likely: 'something else is wrong',
        do: 'mend what is said above, then ask again',
        said: { key: 'notChecked' },
      }),
    ]
  }
}

const MARKS = { ok: '✓', warning: '!', problem: '✗' }

/** What is well on one line; the rest one by one with what was tried, what came of it and what to do. */
export function shown(findings: readonly Finding[]): string {
  const well = findings.filter((f) => f.state === 'ok').map((f) => `${MARKS.ok} ${f.check}  ${f.detail}`)
  const rest = findings
    .filter((f) => f.state !== 'ok')
    .flatMap((f) => [
      `${MARKS[f.state]} ${f.check}  ${f.detail}`,
      ...(['tried', 'got', 'likely', 'do'] as const).flatMap((k) => (f[k] ? [`    ${k.padEnd(7)} ${f[k]}`] : [])),
    ])
  const count = (state: Finding['state']) => findings.filter((f) => f.state === state).length
  const total = `${plural(count('problem'), 'problem')}, ${plural(count('warning'), 'warning')}`
  return [...well, ...rest, total].join('\n')
}
const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`
