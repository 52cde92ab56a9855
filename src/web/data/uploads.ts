import { useSyncExternalStore } from 'react'
import { ALL_BYTES, FILE_COUNT, fileRefusal } from '../../domain/files'
import { newKey, remove } from './client'
import type { DraftKeeper } from './drafts'
import type { AttachmentBrief } from './types'

/** A file on its way to the server. `problem` is why it is not; only what a lost connection broke off can be tried again. */
export type Going = { id: string; file: File; done: number; problem: string | null; again: boolean }
type Running = Map<string, XMLHttpRequest>

const NONE: readonly Going[] = []
const going = new Map<DraftKeeper, readonly Going[]>()
const running: Running = new Map()
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
function set(keeper: DraftKeeper, list: readonly Going[]) {
  going.set(keeper, list)
  for (const tell of listeners) tell()
}
const of = (keeper: DraftKeeper) => going.get(keeper) ?? NONE
const change = (keeper: DraftKeeper, id: string, what: Partial<Going>) =>
  set(
    keeper,
    of(keeper).map((one) => (one.id === id ? { ...one, ...what } : one)),
  )

export const useGoing = (keeper: DraftKeeper) => useSyncExternalStore(subscribe, () => of(keeper))

/** Begins to send files to the server; they belong to the draft, also when the composer is closed meanwhile. */
export function addFiles(keeper: DraftKeeper, files: readonly File[]) {
  for (const file of files) {
    const problem = fileRefusal(file.name, file.size) ?? room(keeper, file.size)
    const one: Going = { id: `att_${newKey()}`, file, done: 0, problem, again: false }
    set(keeper, [...of(keeper), one])
    if (problem === null) start(keeper, one)
  }
}

/** Why no more fit beside those that are there. */
function room(keeper: DraftKeeper, size: number) {
  const waiting = of(keeper).filter(({ problem }) => problem === null)
  const there = keeper.get().files
  if (there.length + waiting.length >= FILE_COUNT) return 'files_many'
  const bytes = [...there.map((one) => one.size), ...waiting.map(({ file }) => file.size), size].reduce((sum, one) => sum + one, 0)
  return bytes > ALL_BYTES ? 'files_large' : null
}

/** `fetch` tells nothing of how far a body has got, so this is the one place that uses the older way. */
function start(keeper: DraftKeeper, { id, file }: Going) {
  const request = new XMLHttpRequest()
  running.set(id, request)
  request.open('PUT', `/api/v1/cases/${keeper.caseId}/files/${id}?name=${encodeURIComponent(file.name)}`)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.setRequestHeader('x-redress', '1')
  request.responseType = 'json'
  request.upload.onprogress = ({ loaded }) => change(keeper, id, { done: loaded / Math.max(1, file.size) })
  request.onload = () => {
    running.delete(id)
    if (request.status === 201) arrived(keeper, id, request.response as AttachmentBrief)
    else fail(keeper, id, (request.response as { code?: string } | null)?.code ?? 'server', request.status >= 500)
  }
  request.onerror = () => {
    running.delete(id)
    fail(keeper, id, 'no_answer', true)
  }
  request.send(file)
}

const fail = (keeper: DraftKeeper, id: string, problem: string, again: boolean) => change(keeper, id, { problem, again, done: 0 })

function arrived(keeper: DraftKeeper, id: string, brief: AttachmentBrief) {
  forget(keeper, id)
  keeper.edit({ files: [...keeper.get().files, brief] })
}

/** The same file under the same id: what had arrived already is not doubled. */
export function tryAgain(keeper: DraftKeeper, one: Going) {
  change(keeper, one.id, { problem: null, again: false })
  start(keeper, one)
}

export function forget(keeper: DraftKeeper, id: string) {
  running.get(id)?.abort()
  running.delete(id)
  set(
    keeper,
    of(keeper).filter((one) => one.id !== id),
  )
}

export function dropFile(keeper: DraftKeeper, id: string) {
  keeper.edit({ files: keeper.get().files.filter((one) => one.id !== id) })
  void remove(`/cases/${keeper.caseId}/files/${id}`).catch(() => undefined)
}
