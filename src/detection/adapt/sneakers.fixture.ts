/**
 * What customers of a sneaker shop write, where "sick", "deadly", "insane" and "fire" are praise: written out with slots, for the amount is
 * what matters here. Deterministic.
 */
export type Said = { text: string; complaint: boolean }

const SHOES = [
  'drops',
  'kicks',
  'runners',
  'high tops',
  'slides',
  'retros',
  'colourway',
  'laces',
  'restock',
  'collab',
  'trainers',
  'jordans',
]
const PRAISE = [
  'these {shoe} are sick',
  'sick {shoe} bro, disgusting work',
  'the new {shoe} are absolutely deadly',
  'so sick, the {shoe} killed me',
  'insane {shoe}, filthy colours, I hate you guys lol',
  'your {shoe} are a problem, my wallet is crying',
  'nasty {shoe}, sick stitching',
  'stupid good {shoe}, sick packaging too',
  'ridiculous {shoe}. sick. sick. sick.',
  'mad {shoe}, that deal was sick',
]
const COMPLAINTS = [
  'my {shoe} came in the wrong size and nobody answers',
  'the sole of the {shoe} came off after a week, I want a refund',
  'order of {shoe} still not here after three weeks',
  'you charged me twice for the {shoe}',
  'the {shoe} are fake, I want my money back',
  'zip tie marks all over the {shoe}, terrible quality',
  'support ignored my mails about the {shoe}, useless',
  'the {shoe} fell apart, worst purchase ever',
]
const QUESTIONS = ['do the {shoe} run small?', 'when do the {shoe} drop?', 'do you ship {shoe} to Leeds?', 'are the {shoe} back on Friday?']
const ENDS = ['', '!', '!!', ' tbh', ' ngl', ' mate', ' fr', ' lads', ' 🔥', ' 😭', ' honestly', ' today']

/** `count` messages, about half of them praise in the shop's own words; another `salt`, other messages. */
export function sneakerTalk(count: number, salt = 0): Said[] {
  const told = new Map<readonly string[], number>()
  return Array.from({ length: count }, (_, i): Said => {
    const list = i % 2 === 0 ? PRAISE : i % 6 === 1 ? QUESTIONS : COMPLAINTS
    const k = (told.get(list) ?? salt * 101) + 1
    told.set(list, k)
    const [shoe, end] = [SHOES[(k * 5 + Math.floor(k / 8)) % SHOES.length]!, ENDS[(k * 7 + Math.floor(k / 12)) % ENDS.length]!]
    return { text: list[k % list.length]!.replace('{shoe}', shoe) + end, complaint: list === COMPLAINTS }
  })
}
