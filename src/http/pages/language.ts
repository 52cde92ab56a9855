export const LANGUAGES = ['en', 'th', 'zh', 'fa'] as const
export type Language = (typeof LANGUAGES)[number]
/** Each language as its own speakers write it. */
export const OWN_NAMES: Record<Language, string> = { en: 'English', th: 'ไทย', zh: '中文', fa: 'فارسی' }

export const isLanguage = (tag: unknown): tag is Language => (LANGUAGES as readonly unknown[]).includes(tag)

/** What the reader asked for in the address, else what their browser prefers, else what the firm speaks. */
export function languageFor(asked: unknown, header: string | undefined, firm = 'en'): Language {
  const preferred = (header ?? '').split(',').map((part) => part.split(';')[0]!)
  const tags = [typeof asked === 'string' ? asked : '', ...preferred, firm].map((tag) => tag.trim().slice(0, 2).toLowerCase())
  return tags.find(isLanguage) ?? 'en'
}
