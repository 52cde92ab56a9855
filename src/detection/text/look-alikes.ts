/**
 * Letters that are drawn nearly alike, as people use them to slip a word past a filter: each pair is the look-alike (folded, in lower case)
 * and what it stands for. From our own looking at type, not from a list.
 */
const LETTERS =
  'аaвbсcԁdеeѐeёeғfгrһhнhіiїiјjкkқkӏlмmпnоoрpԛqѕsтtυuцuѵvѡwԝwхxҳxуyүyз3б6ьbэeиu' + // Cyrillic
  'αaβbεeηnιiκkλlμmνvοoπnρpσoτtςcχxγyωwζz' + // Greek
  'աwգqհhոnսuօoցgքpյjլlզqտs' + // Armenian
  'ɑaᴀaʙbᴄcᴅdᴇeɛeꜰfɡgɢgʜhɩiıiɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuʋvᴠvᴡwʏyᴢz' + // phonetic and small capitals
  'ꭺaᏼbꮯcꭰdꭼeꮐgꮋhꭻjꮶkꮮlꮇmꮲpꮪsꭲtꮩvꮃwꮓz' // Cherokee

/** Digits and signs that stand for letters ("0mbud5man"), and letters for digits. */
const SIGNS = '0o1l3e4a5s6g7t8b9g2z@a$s!l|l+t€e£l'

/** One unit → the Latin letter or digit that it looks like, 0 where it looks like none. */
export const looksLike = tableOf(LETTERS)
/** One digit or sign → the letter that it stands for in a word written with digits. */
export const standsFor = tableOf(SIGNS)

/** Each letter's one name among all that may stand for one another: `i`, `l`, `1` and `|` are one, `e`, `3` and Cyrillic `з` another. */
export const nameOf = new Uint16Array(0x10000)
for (let unit = 0; unit < 0x10000; unit++) nameOf[unit] = named(unit)

function named(unit: number): number {
  const letter = looksLike[unit] || unit
  const name = standsFor[letter] || letter
  if (name === 0x69) return 0x6c // i, l
  return name
}

/** Whether `seen` is a way to write `meant` (both folded) that hides the word: by looks, or as a digit or sign for a letter or the other way round. */
export function isDisguiseOf(seen: number, meant: number): boolean {
  if (seen === meant || nameOf[seen] !== nameOf[meant]) return false
  return !(isPlainLetter(seen) && isPlainLetter(meant)) && !(isDigit(seen) && isDigit(meant))
}

export const isPlainLetter = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a
export const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57

function tableOf(pairs: string): Uint16Array {
  const table = new Uint16Array(0x10000)
  const letters = [...pairs.toLowerCase()]
  for (let i = 0; i + 1 < letters.length; i += 2) table[letters[i]!.charCodeAt(0)] = letters[i + 1]!.charCodeAt(0)
  return table
}
