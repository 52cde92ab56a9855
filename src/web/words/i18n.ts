import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { isLanguage, LANGUAGES, type Language, settings } from '../data/settings'
import type { Me } from '../data/types'
import { number, readingFor } from './dates'

type Catalogue = Record<string, unknown>
const files = import.meta.glob<Catalogue>('../../../locales/{en,th,zh,fa}/*.json', { import: 'default' })

/** All files of one language as one catalogue; each file holds whole sections. */
async function catalogue(language: Language): Promise<Catalogue> {
  const own = Object.entries(files).filter(([path]) => path.includes(`/locales/${language}/`))
  return Object.assign({}, ...(await Promise.all(own.map(([, load]) => load()))))
}

export async function startWords(language: Language) {
  const pseudo = new URLSearchParams(location.search).has('pseudo')
  if (pseudo) i18next.use((await import('./pseudo')).pseudo)
  await i18next.use(initReactI18next).init({
    lng: language,
    postProcess: pseudo ? ['pseudo'] : false,
    fallbackLng: 'en',
    resources: {},
    partialBundledLanguages: true,
    // Texts of other people pass through as defaults: nothing in them may look like a key, a namespace or a reference.
    nsSeparator: false,
    interpolation: { escapeValue: false, nestingPrefix: '\u0000t(' },
    returnNull: false,
  })
  i18next.services.formatter?.add('number', (value: unknown) => number(Number(value), readingFor(currentLanguage(), 'UTC')))
  await speak(language)
}

/** English stands behind every language: the palette finds its names too, and a missing word is an English word rather than a key. */
async function learn(language: Language) {
  const wanted = [...new Set<Language>([language, 'en'])].filter((one) => !i18next.hasResourceBundle(one, 'translation'))
  await Promise.all(wanted.map(async (one) => i18next.addResourceBundle(one, 'translation', await catalogue(one))))
}

/** Switches language, page direction and type; the choice is kept by the caller in `settings`. */
export async function speak(language: Language) {
  await learn(language)
  if (language === 'zh') await chineseType()
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  document.documentElement.dir = directionOfLanguage(language)
  settings.set({ shown: language })
}

/** Each language by its own name, which its speakers can read whatever the page is in. */
export const OWN_NAMES: Record<Language, string> = { en: 'English', th: 'ไทย', zh: '中文', fa: 'فارسی' }

export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : 'en')
export const directionOfLanguage = (language: Language) => (language === 'fa' ? 'rtl' : 'ltr')

/**
 * The person's own choice, else what the server knows of them, else the firm's language, else the browser's. In the sample firm English is
 * nobody's word but the terminal's silence: there the browser of whoever visits knows better.
 */
export function preferredLanguage(me: Me | null): Language {
  const known = [me?.user?.language, me?.tenant.language]
  const guest = me?.tenant.demo && known.every((one) => one === 'en')
  const wishes = [settings.get().language, ...(guest ? [] : known), ...navigator.languages].map((wish) => wish?.split('-')[0])
  return wishes.find(isLanguage) ?? LANGUAGES[0]
}

/** The Chinese faces are a hundred small files behind a large style sheet; it comes only where Chinese is on the screen. */
let chinese: Promise<unknown> | undefined
export function chineseType() {
  chinese ??= import('./chinese-type')
  return chinese
}
