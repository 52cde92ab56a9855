import { stored } from './stored'

export const LANGUAGES = ['en', 'th', 'zh', 'fa'] as const
export type Language = (typeof LANGUAGES)[number]
export type Theme = 'auto' | 'light' | 'dark'
export const CALENDARS = ['gregory', 'buddhist', 'persian'] as const
export type Calendar = (typeof CALENDARS)[number]
export const DIGITS = ['latn', 'thai', 'arabext', 'hanidec'] as const
export type Digits = (typeof DIGITS)[number]
export const FIRST_DAYS = ['monday', 'sunday', 'saturday'] as const
export type FirstDay = (typeof FIRST_DAYS)[number]
export type Density = 'compact' | 'standard' | 'comfortable'

/** `null` follows the language; a choice is kept in this browser. */
export type Settings = {
  language: Language | null
  theme: Theme
  calendar: Calendar | null
  digits: Digits | null
  density: Density
  firstDay: FirstDay | null
  /** Time in charts runs with the page; otherwise from left to right in every language. */
  chartsTurned: boolean
  /** Bare-letter shortcuts; `Mod` combinations always work. */
  letterKeys: boolean
  /** Binding id → the keys that the person chose instead. */
  keyMap: Record<string, string>
  /** The language last shown, so that the next visit paints in it before anybody is asked. */
  shown: Language | null
  /** The name under which the server knows this browser where it may push to it. */
  browser: string | null
}

export const settings = stored<Settings>('redress.settings', {
  language: null,
  theme: 'auto',
  calendar: null,
  digits: null,
  density: 'standard',
  firstDay: null,
  chartsTurned: false,
  letterKeys: true,
  keyMap: {},
  shown: null,
  browser: null,
})

export const isLanguage = (value: string | null | undefined): value is Language => LANGUAGES.includes(value as Language)

/** What people of a language usually read dates in; stated here rather than taken from `Intl`, whose defaults differ between engines. */
export const calendarOf = (language: Language): Calendar => (language === 'th' ? 'buddhist' : language === 'fa' ? 'persian' : 'gregory')
export const firstDayOf = (language: Language): FirstDay => (language === 'fa' ? 'saturday' : language === 'th' ? 'sunday' : 'monday')
export const digitsOf = (language: Language): Digits => (language === 'fa' ? 'arabext' : 'latn')
