import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventReader } from './sse'

const stream =
  ': hello\nid: 0\n\nid: 1\nevent: case.changed\ndata: {"id":"case_1"}\n\n: tick\n\nid: 2\nevent: counts\ndata: {"triage":3,\ndata: "open":1}\n\nid: 3\nevent: cut'

test('whole events and where the stream stands come out, comments and the unfinished rest do not', () => {
  expect(eventReader()(stream)).toEqual([
    { id: '0', event: 'message', data: null },
    { id: '1', event: 'case.changed', data: '{"id":"case_1"}' },
    { id: '2', event: 'counts', data: '{"triage":3,\n"open":1}' },
  ])
})

test('however the network cuts the stream, the same events come out', () => {
  const whole = eventReader()(stream)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), (cuts) => {
      const read = eventReader()
      const points = [0, ...cuts.sort((a, b) => a - b), stream.length]
      const events = points.slice(1).flatMap((point, i) => read(stream.slice(points[i], point)))
      expect(events).toEqual(whole)
    }),
  )
})
