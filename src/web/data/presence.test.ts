import { afterEach, expect, test, vi } from 'vitest'
import { hereNow, loadPresence, setPresence } from './presence'
import type { PersonHere } from './types'

afterEach(() => vi.unstubAllGlobals())

const ana = (typing: boolean): PersonHere => ({ id: 'usr_ana', typing, replying: typing })

/** The server's answer to "who is where", which comes when it is let go. */
function answering(data: { id: string; people: PersonHere[] }[]) {
  let letGo = () => {}
  const gone = new Promise<void>((resolve) => {
    letGo = resolve
  })
  vi.stubGlobal('fetch', async () => {
    await gone
    return new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } })
  })
  return { loaded: loadPresence(), letGo }
}

test('an answer says who is where, and forgets who is there no longer', async () => {
  setPresence('case_old', [ana(false)])
  const { loaded, letGo } = answering([{ id: 'case_1', people: [ana(false)] }])
  letGo()
  await loaded

  expect(hereNow('case_1')).toEqual([ana(false)])
  expect(hereNow('case_old')).toEqual([])
})

test('what the stream says while the answer is under way is newer than the answer', async () => {
  const { loaded, letGo } = answering([
    { id: 'case_1', people: [ana(false)] },
    { id: 'case_2', people: [ana(false)] },
  ])
  setPresence('case_1', [ana(true)])
  setPresence('case_3', [])
  letGo()
  await loaded

  expect(hereNow('case_1')).toEqual([ana(true)])
  expect(hereNow('case_2')).toEqual([ana(false)])
  expect(hereNow('case_3')).toEqual([])
})
