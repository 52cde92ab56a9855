import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { loadDetector } from '../../../../detection/detect'
import { packageRoot } from '../../../../paths'
import { ENGINES } from './engines'
import { type Growth, growthWithLength, growthWithPhrases } from './growth'
import { type Measured, measureEngine } from './measure'
import { ownRows, type Rows, rowsIn } from './rows'

type Flags = { data?: string; label?: string }
export type DetectorBench = {
  machine: { cpu: string; cores: number; node: string; loadBefore: number }
  rows: { name: string; taught: number; judged: number }
  engines: Measured[]
  modelsMb: number
  growth: { length: Growth; phrases: ReturnType<typeof growthWithPhrases> }
}

const rowsFor = ({ data, label }: Flags): Rows => (data ? rowsIn(data, label ?? 'complaint') : ownRows())

export const measureHere = (name: string, flags: Flags): Promise<Measured> => measureEngine(name, rowsFor(flags))

/** Each engine in a process of its own, one after the other, all on the same rows; then how ours grows. */
export async function benchDetector(flags: Flags): Promise<DetectorBench> {
  const machine = {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    node: process.versions.node,
    loadBefore: os.loadavg()[0]!,
  }
  const rows = rowsFor(flags)
  const engines: Measured[] = []
  for (const { name } of ENGINES) engines.push(await inOwnProcess(name, flags))
  const texts = rows.test.map(({ text }) => text)
  const models = path.join(packageRoot(), 'models')
  return {
    machine,
    rows: { name: rows.name, taught: rows.train.length, judged: rows.test.length },
    engines,
    modelsMb: Math.round((sizeOf(models) / 2 ** 20) * 100) / 100,
    growth: { length: growthWithLength(loadDetector(models), texts), phrases: growthWithPhrases(texts) },
  }
}

/** This program once more, asked to measure one engine; what the libraries print on the way is not the answer. */
function inOwnProcess(name: string, { data, label }: Flags): Promise<Measured> {
  const own = [...process.execArgv, process.argv[1]!, 'bench', 'detector', '--engine', name]
  const args = [...own, ...(data ? ['--data', data] : []), ...(label ? ['--label', label] : [])]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let out = ''
    child.stdout.on('data', (part) => {
      out += part
    })
    child.on('error', reject)
    child.on('close', () => {
      const line = out.trimEnd().split('\n').at(-1) ?? ''
      try {
        resolve(JSON.parse(line) as Measured)
      } catch {
        reject(new Error(`${name} gave no figures`))
      }
    })
  })
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const place = path.join(folder, entry.name)
    return sum + (entry.isDirectory() ? sizeOf(place) : statSync(place).size)
  }, 0)
