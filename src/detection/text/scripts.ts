/** The kind of a folded code unit: what words are made of decides how features are taken. */
export const OTHER = 0
export const LATIN = 1
export const DIGIT = 2
export const THAI = 3
export const HAN = 4
export const ARABIC = 5
export const KANA = 6
export const HANGUL = 7
export const CYRILLIC = 8
export const LETTER = 9
export const SPACE = 10
export const PICTURE = 11
export const KINDS = 12

const RANGES: [number, number, number][] = [
  [LATIN, 0x61, 0x7a],
  [LATIN, 0xc0, 0x24f],
  [LATIN, 0x1e00, 0x1eff],
  [DIGIT, 0x30, 0x39],
  [THAI, 0xe01, 0xe3a],
  [THAI, 0xe40, 0xe4e],
  [HAN, 0x3400, 0x9fff],
  [HAN, 0xf900, 0xfaff],
  [ARABIC, 0x620, 0x6ef],
  [ARABIC, 0x6fa, 0x77f],
  [KANA, 0x3041, 0x30ff],
  [HANGUL, 0xac00, 0xd7a3],
  [CYRILLIC, 0x400, 0x52f],
  [LETTER, 0x370, 0x3ff],
  [LETTER, 0x531, 0x5ff],
  [LETTER, 0x900, 0xe00],
  [LETTER, 0xe80, 0x10ff],
  [LETTER, 0x1780, 0x17ff],
  [SPACE, 0x20, 0x20],
  [PICTURE, 0x2600, 0x27bf],
  [PICTURE, 0x2b00, 0x2bff],
  [PICTURE, 0xd800, 0xdfff],
]

export const kindOf = new Uint8Array(0x10000)
for (const [kind, first, last] of RANGES) kindOf.fill(kind, first, last + 1)
kindOf[0xd7] = OTHER
kindOf[0xf7] = OTHER

/** 1 for the units that words are made of, figures among them. */
export const ofWords = new Uint8Array(0x10000)
for (let unit = 0; unit < 0x10000; unit++) {
  const kind = kindOf[unit]!
  ofWords[unit] = kind === OTHER || kind === SPACE || kind === PICTURE ? 0 : 1
}
