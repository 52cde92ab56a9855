import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import { startEmbedded } from '../../src/store/embedded/launch'
import { isFull, report } from '../support/figures'
import { skipBecause } from '../support/skip'
import type { Sabotage } from './sabotage/which'
import { House } from './support/house'
import { afterwards, atRest, underLoad } from './support/under-load'

/** A file system of its own in a file, whose power can be cut: what was not forced to the disk is gone. */
class Disk {
  #image: string
  readonly folder: string

  constructor() {
    const here = mkdtempSync(path.join(os.tmpdir(), 'redress-disk-'))
    this.#image = path.join(here, 'image')
    this.folder = path.join(here, 'mounted')
    chmodSync(here, 0o755)
    execFileSync('mkdir', [this.folder])
    execFileSync('truncate', ['-s', '700M', this.#image])
    execFileSync('mkfs.ext4', ['-q', '-F', this.#image])
    this.mount()
  }

  mount() {
    execFileSync('mount', ['-o', 'loop', this.#image, this.folder])
    chmodSync(this.folder, 0o755)
  }
  cut() {
    execFileSync('xfs_io', ['-x', '-c', 'shutdown', this.folder])
  }
  unmount() {
    for (let tries = 0; spawnSync('umount', [this.folder], { stdio: 'ignore' }).status !== 0 && tries < 100; tries++)
      spawnSync('sleep', ['0.05'])
  }
  close() {
    this.unmount()
    rmSync(path.dirname(this.#image), { recursive: true, force: true })
  }
}

beforeEach(() => {
  let disk: Disk | null = null
  try {
    disk = new Disk()
    disk.cut()
  } catch {
    skipBecause(
      'power cut',
      'no file system can be mounted here, or its power not be cut (root, a loop device, mkfs.ext4 and xfs_io are needed)',
    )
  } finally {
    disk?.close()
  }
})

async function powerCut(sabotage?: Sabotage) {
  const disk = new Disk()
  afterwards(() => disk.close())
  const { house, oracle } = await underLoad({ inside: disk.folder, ...(sabotage ? { sabotage } : {}) })
  await sleep(1_500)
  disk.cut()
  await house.kill()
  house.killPostgres()
  await sleep(300)
  disk.unmount()
  disk.mount()
  return { house, oracle }
}

test('T03: a power cut loses nothing that was acknowledged', async () => {
  const total = { acknowledged: 0, lost: 0, doubled: 0 }
  const rounds = isFull ? 15 : 1
  for (let n = 0; n < rounds; n++) {
    const { house, oracle } = await powerCut()
    await house.start()
    const { count, verdict } = await atRest({ house, oracle })
    expect(verdict.problems).toEqual([])
    total.acknowledged += count.message
    total.lost += verdict.lost
    total.doubled += verdict.doubled
    await house.close()
  }
  report('power cut', { rounds, ...total })
})

test.each<Sabotage>(['fsync off'])('the oracle notices "%s" when the power is cut', async (sabotage) => {
  const { house, oracle } = await powerCut(sabotage)
  const came = await house.start().then(
    () => true,
    () => false,
  )
  const lost = came ? (await atRest({ house, oracle })).verdict.lost : (await oracle.count()).message
  report('power cut with fsync off', { lost })

  expect(lost).toBeGreaterThan(0)
})

test('T03 where no power can be cut: a server whose database could forget is refused at boot', async () => {
  const house = await House.open({ sabotage: 'fsync off' })
  afterwards(() => house.close())
  await house.start()

  await expect(startEmbedded(house.dir)).rejects.toThrow(/fsync, synchronous_commit, full_page_writes off/)
})
