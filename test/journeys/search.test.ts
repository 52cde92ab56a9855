import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mook, okafor, reza, SAYS, wangLi } from '../cast'
import { aDesk, type Desk } from '../support/app'

let desk: Desk
beforeAll(async () => {
  desk = await aDesk({ connected: false })
  await desk.post({ text: SAYS.complaint, channel: 'whatsapp', external_id: '1', contact: okafor })
  await desk.post({ text: SAYS.thai, channel: 'line', external_id: '2', contact: mook })
  await desk.post({ text: SAYS.chinese, channel: 'wechat', external_id: '3', contact: wangLi })
  await desk.post({ text: SAYS.persian, channel: 'telegram', external_id: '4', contact: reza })
})
afterAll(() => desk.close())
const LONG = { name: 'Long', handles: [{ kind: 'phone', value: '+66 9' }] }
const found = async (q: string, more = '') =>
  (await desk.cases(`kind=all&q=${encodeURIComponent(q)}${more}`)).map(({ contact }) => contact.name).sort()

describe('a search finds a case', () => {
  it.each([
    ['by a piece of a Thai sentence', 'ขอเงินคืน', ['Mook']],
    ['by a Chinese word of two characters', '退款', ['Wang Li']],
    ['by Persian written on an Arabic keyboard', 'ناراضي', ['Reza']],
    ['by English in any case', 'PARCEL', ['Mrs Okafor']],
    ['by words from two places: the name and the message', 'okafor money', ['Mrs Okafor']],
    ['by an address', 'ngozi.okafor@', ['Mrs Okafor']],
    ['by signs that mean something to a database', '100%', []],
  ])('%s', async (_, q, names) => expect(await found(q)).toEqual(names))

  it('by number and by reference, however it is typed', async () => {
    const [one] = await desk.cases('kind=all&q=parcel')
    expect(await found(one!.number)).toEqual(['Mrs Okafor'])
    expect(await found(one!.reference.replace('-', ' ').toLowerCase())).toEqual(['Mrs Okafor'])
  })

  it('without reading messages, while somebody types', async () => {
    expect(await found('okafor', '&within=head')).toEqual(['Mrs Okafor'])
    await desk.post({ text: `${SAYS.other} ${'I wait. '.repeat(80)} zanzibar`, channel: 'sms', external_id: '9', contact: LONG })
    expect(await found('zanzibar', '&within=head')).toEqual([])
    expect(await found('zanzibar')).toEqual(['Long'])
  })
})

describe('the list as a file', () => {
  it('has every row of the filter, ISO moments, and nothing that a spreadsheet would calculate', async () => {
    await desk.post({
      text: `=HYPERLINK("http://x") ${SAYS.other}`,
      channel: 'sms',
      external_id: '5',
      contact: { name: '=1+1', handles: [{ kind: 'phone', value: '+66 1' }] },
    })
    const { status, body, headers } = await desk.call<string>('GET', '/api/v1/cases.csv?kind=all')
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'text/csv; charset=utf-8', 'no-store'])
    const lines = body.replace('\ufeff', '').trimEnd().split('\r\n')
    expect(lines).toHaveLength(7)
    expect(lines[0]).toContain('number,reference,kind,state,severity')
    expect(body).toContain("'=1+1")
    expect(body).not.toMatch(/(^|,)"?[=+@]/m)
    expect(body).toMatch(/,2026-03-03T03:00:00/)
    expect(body).not.toMatch(/2569|1404/)
    expect(
      (await desk.call<string>('GET', `/api/v1/cases.csv?kind=all&q=${encodeURIComponent('退款')}`)).body.trimEnd().split('\r\n'),
    ).toHaveLength(2)
  })
})

describe('a view', () => {
  const view = { name: 'Burns', search: 'severity=A,B&q=burn', team: true, locked: true }
  it('of the team is for everybody, and a locked one is removed by its maker or a lead alone', async () => {
    const [ana, nok, bo] = [await desk.asUser('Ana'), await desk.asUser('Nok'), await desk.asUser('Bo')]
    const made = await ana<{ id: string; code: string }>('POST', '/api/v1/views', view)
    expect(made.status).toBe(201)
    expect((await nok<{ code: string }>('POST', '/api/v1/views', view)).body.code).toBe('name_taken')
    expect((await nok<{ data: object[] }>('GET', '/api/v1/views')).body.data).toMatchObject([{ ...view, may_remove: false }])
    expect((await nok<{ code: string }>('DELETE', `/api/v1/views/${made.body.id}`)).body.code).toBe('view_locked')
    expect((await bo('DELETE', `/api/v1/views/${made.body.id}`)).status).toBe(200)
  })

  it('of one’s own is seen and removed by nobody else', async () => {
    const [ana, nok] = [await desk.asUser('Ana'), await desk.asUser('Nok')]
    const made = await ana<{ id: string }>('POST', '/api/v1/views', { ...view, team: false })
    expect((await nok<{ data: object[] }>('GET', '/api/v1/views')).body.data).toEqual([])
    expect((await nok('DELETE', `/api/v1/views/${made.body.id}`)).status).toBe(404)
    expect((await ana<{ data: object[] }>('GET', '/api/v1/views')).body.data).toMatchObject([{ name: 'Burns', team: false, locked: false }])
  })
})
