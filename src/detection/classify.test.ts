import { expect, test } from 'vitest'
import { explain } from './classify'
import { loadDetector } from './detect'

const detector = loadDetector('models')
const said = (text: string) => explain(detector.detect(text), text)

test('a severe complaint shows its verdict, its risk phrases with their rules, its language and its model', () => {
  const lines = said('My daughter had an allergic reaction to your shampoo and I will go to the ombudsman').split('\n')
  expect(lines[0]).toMatch(/^complaint {3}yes 0\.\d\d {3}severity {2}A \d\.\d\d \(.*health.*\) {3}topic {2}/)
  expect(lines.join('\n')).toMatch(/allergic reaction → somebody may be ill or hurt \(risk:en\.health\.allergy@\d+\)/)
  expect(lines.join('\n')).toMatch(/ombudsman → may go to a regulator/)
  expect(lines.at(-1)).toMatch(/^language {4}en 0\.\d\d {3}model {2}general /)
})

test('a calm question says that no words spoke for a complaint', () => {
  expect(said('What time do you open on Saturday?')).toContain('no words spoke for a complaint')
})

test('quoted words cannot move the terminal', () => {
  const shown = said('my kettle caught\u001b[2J\u202e fire and the house burned')
  expect(shown).not.toMatch(/[\u001b\u202e]/)
})

test('a quote is as long as it looks: marks above and below are no letters of their own', () => {
  const marked = 'food poisoning'.replace(/[a-z]/g, '$&\u0336\u0301\u0327\u030c')
  expect(said(`${marked} from your buffet`)).toContain(`${marked} → somebody may be ill`)
})
