import en from '../../../locales/en/words.json'
import fa from '../../../locales/fa/words.json'
import th from '../../../locales/th/words.json'
import zh from '../../../locales/zh/words.json'
import type { Language } from './language'

const DESK = { en: en.words, th: th.words, zh: zh.words, fa: fa.words }
type Kind = 'severity' | 'because' | 'channel' | 'clockLong'

/** What the desk itself calls a thing, for pages that colleagues read without the console. */
export const deskWord = (lang: Language, kind: Kind, id: string, otherwise = id.replaceAll(/[_.]/g, ' ')): string =>
  (DESK[lang][kind] as Record<string, string>)[id] ?? otherwise
