/** What the page of the window carries: whose it is, in which language, and its words. */
export type Desk = { slug: string; company: string; lang: string; tongues: [string, string][]; words: Record<string, string> }

export const deskIn = (page: Document): Desk => JSON.parse(page.getElementById('desk')!.textContent) as Desk

/** A sentence with its blanks filled; whatever is put in stays a text. */
export const say = ({ words }: Desk, key: string, facts: Record<string, string> = {}) =>
  (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '')

const LOCALES: Record<string, string> = { en: 'en-GB', th: 'th-TH-u-ca-buddhist-nu-latn', zh: 'zh-CN', fa: 'fa-IR' }
export const localeOf = ({ lang }: Desk) => LOCALES[lang] ?? 'en-GB'

/** The time of day, with the day before it where that is not today. */
export function clockTime(desk: Desk, at: string, now: Date): string {
  const [moment, time] = [new Date(at), { hour: '2-digit', minute: '2-digit' } as const]
  const today = moment.toDateString() === now.toDateString()
  return new Intl.DateTimeFormat(localeOf(desk), today ? time : { ...time, day: 'numeric', month: 'short' }).format(moment)
}
