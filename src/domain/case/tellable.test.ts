import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readPack } from '../regimes/read-pack'
import { tellable } from './tellable'

const book = (id: string, classId: string | null = null) => {
  const read = readPack(parse(readFileSync(new URL(`../../../regimes/${id}.yaml`, import.meta.url), 'utf8')))
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return tellable(read.pack, classId)
}
const names = (id: string) => book(id).happenings.map(({ name }) => name)
const facts = (id: string) => book(id).facts.map(({ fact }) => fact)

test('RG 271 is told that a letter went by post, that the remedy was carried out and that AFCA sent the complaint back', () => {
  expect(names('au-asic-rg271')).toEqual(
    expect.arrayContaining([
      'ack_sent',
      'final_sent',
      'remedy_carried_out',
      'referred_back',
      'info_requested',
      'customer_asks_for_advocate',
    ]),
  )
})

test('a happening says which clocks it keeps', () => {
  expect(book('au-asic-rg271').happenings).toContainEqual({
    ...{ name: 'remedy_carried_out', notice: null, settles: ['implement_outcome'], ahead: false },
  })
})

test.each([
  ['au-asic-rg271', 'card_scheme_due'],
  ['us-reg-x-noe', 'foreclosure_sale'],
  ['us-reg-z', 'second_billing_cycle_ended'],
])('%s is told of a date before it comes: %s', (id, name) => {
  expect(book(id).happenings.filter(({ ahead }) => ahead)).toEqual([{ name, notice: null, settles: [], ahead: true }])
})

test('what the desk knows by itself and what a time that runs out means is told by nobody', () => {
  for (const name of ['received', 'opened', 'closed', 'customer_wrote', 'info_window_expired'])
    expect(names('au-asic-rg271')).not.toContain(name)
  expect(names('uk-gdpr-dsr')).toContain('clarification_requested')
  expect(names('uk-gdpr-dsr')).not.toContain('relevant_time')
})

test('a notice that adds time is told under its own name, with its kind and rule, in the class that has it', () => {
  const notices = (classId: string) =>
    book('uk-fca-disp1', classId).happenings.flatMap(({ name, notice }) => (notice ? [[name, notice.kind]] : []))
  expect(notices('psd_emd')).toEqual([['holding_psd', 'delay_notice']])
  expect(notices('general')).toEqual([['holding', 'delay_notice']])
  const told = book('au-asic-rg271', 'standard').happenings.find(({ name }) => name === 'delay_notice')
  expect(told).toMatchObject({ notice: { kind: 'delay_notice', reference: expect.stringContaining('RG 271') }, settles: [] })
})

test('answers are those that a condition or a ground names, never the machine’s own; a word comes with the words that make a difference', () => {
  expect(facts('au-asic-rg271')).toEqual(
    expect.arrayContaining(['resolved_to_satisfaction', 'written_response_requested', 'particularly_complex']),
  )
  for (const own of ['class', 'topics', 'severity', 'remedy']) expect(facts('au-asic-rg271')).not.toContain(own)
  const role = book('au-asic-rg271').facts.find(({ fact }) => fact === 'firm_role')
  expect(role).toMatchObject({ type: 'text', choices: ['super_trustee', 'traditional_trustee'] })
})

test('the desk’s own targets wait for the reasons that their rule book allows, and a law’s for none', () => {
  expect(book('service-desk').pauses).toEqual(['waiting_for_customer', 'waiting_for_third_party', 'out_of_office'])
  expect(names('service-desk')).toEqual(expect.arrayContaining(['clocks_paused', 'clocks_resumed']))
  expect(book('au-asic-rg271').pauses).toEqual([])
  expect(names('au-asic-rg271')).not.toContain('clocks_paused')
})
