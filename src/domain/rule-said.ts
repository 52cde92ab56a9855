/** A piece of what the machine wrote: the name of its sentence and what fills the gaps. */
export type Said = { key: string; with: Record<string, string> }

/**
 * What the machine writes as a reason, told apart from what people write. It stands in the record in English; who reads it here gets it in
 * their own language. A gap that is called `topic`, `language`, `disposition` or `urgency` is filled with that word's name.
 */
const SENTENCES: readonly (readonly [key: string, form: RegExp])[] = [
  ['nobodyActed', /^level (?<level>\d+) of "(?<policy>.+)": nobody had acted$/],
  ['handedBack', /^handed back: (?<words>.+)$/s],
  ['takenOver', /^taken over: (?<words>.+)$/s],
  ['handedUp', /^handed up from the alert$/],
  ['byHand', /^assigned by hand$/],
  ['ownerLeft', /^its owner left the desk$/],
  ['tier', /^Tier (?<tier>\d)$/],
  ['onlyFit', /^the only one who fits$/],
  ['leastLoaded', /^least loaded of (?<n>\d+)$/],
  ['fromTeam', /^from (?<team>.+)$/],
  ['knows', /^knows (?<topic>\w+)$/],
  ['speaksNot', /^nobody speaks it$/],
  ['overCapacity', /^over capacity$/],
  ['nobodyHere', /^No owner: nobody is available$/],
  ['nobodySpeaks', /^No owner: nobody of tier (?<tier>\d)(?: or above)? who answers in (?<language>.+) is available$/],
  ['nobodySpeaksRoom', /^No owner: nobody of tier (?<tier>\d)(?: or above)? who answers in (?<language>.+) has room$/],
  ['nobodyOfTier', /^No owner: nobody of tier (?<tier>\d)(?: or above)? is available$/],
  ['nobodyRoom', /^No owner: nobody of tier (?<tier>\d)(?: or above)? has room$/],
  ['aOrB', /^A or B \((?<share>\d+) %\)$/],
  ['severityShare', /^(?<severity>[A-E]) \((?<share>\d+) %\)$/],
  ['urgencyShare', /^(?<urgency>low|normal|high|immediate) \((?<share>\d+) %\)$/],
  ['sentimentShare', /^(?<sentiment>negative|neutral|positive) \((?<share>\d+) %\)$/],
  ['topicShare', /^(?<topic>\w+) \((?<share>\d+) %\)$/],
  ['modelSaid', /^(?<severity>[A-E]); the model said (?<model>[A-E])$/],
  ['urgencyModel', /^(?<urgency>low|normal|high|immediate); the model said (?<urgencyWas>low|normal|high|immediate)$/],
  ['severity', /^severity (?<severity>[A-E])$/],
  ['was', /^was (?<disposition>\w+)$/],
  ['followers', /^(?<n>\d+) followers, public$/],
  ['verified', /^verified account, public$/],
  ['public', /^public message$/],
  ['contacts', /^(?<n>\d+) contacts in 30 days$/],
  ['open', /^(?<n>\d+) open$/],
  ['waiting', /^waiting for (?<n>\d+) days$/],
  ['earlier', /^(?<n>\d+) earlier cases$/],
  ['personSaid', /^a person said so$/],
  ['share', /^(?<share>\d+) %$/],
]

/** What a reason of the machine says, piece by piece; null where a person wrote it, or where one piece is nothing that it says. */
export function ruleSaid(text: string): Said[] | null {
  const pieces = text.split(' · ').map((piece): Said | null => {
    for (const [key, form] of SENTENCES) {
      const found = form.exec(piece)
      if (found) return { key, with: { ...found.groups } }
    }
    const language = codeOf(piece)
    return language === null ? null : { key: 'language', with: { language: piece } }
  })
  return pieces.every((piece) => piece !== null) ? pieces : null
}

/** Languages that a firm may answer in; others are shown as they were written. */
const CODES = ['en', 'th', 'zh', 'fa', 'ar', 'de', 'es', 'fr', 'hi', 'id', 'it', 'ja', 'km', 'ko', 'lo', 'ms', 'my', 'pt', 'ru', 'tr', 'vi']
const english = new Intl.DisplayNames(['en'], { type: 'language' })
const codes = new Map(CODES.map((code) => [english.of(code), code]))
/** The code of a language that is named in English. */
export const codeOf = (name: string) => codes.get(name) ?? null
