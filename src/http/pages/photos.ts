/** Kinds of pictures that we take, by their first bytes; what the sender calls them counts for nothing. */
const KINDS: { mediaType: string; ending: string; is(bytes: Buffer): boolean }[] = [
  { mediaType: 'image/jpeg', ending: 'jpg', is: (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff },
  { mediaType: 'image/png', ending: 'png', is: (b) => b.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')) },
  { mediaType: 'image/gif', ending: 'gif', is: (b) => /^GIF8[79]a/.test(latin(b, 0, 6)) },
  { mediaType: 'image/webp', ending: 'webp', is: (b) => latin(b, 0, 4) === 'RIFF' && latin(b, 8, 12) === 'WEBP' },
  { mediaType: 'image/avif', ending: 'avif', is: (b) => latin(b, 4, 8) === 'ftyp' && /^avi[fs]$/.test(latin(b, 8, 12)) },
  {
    mediaType: 'image/heic',
    ending: 'heic',
    is: (b) => latin(b, 4, 8) === 'ftyp' && /^(hei[cmsx]|hev[cmsx]|mif1|msf1)$/.test(latin(b, 8, 12)),
  },
]
const latin = (bytes: Buffer, from: number, to: number) => bytes.subarray(from, to).toString('latin1')

/** What these bytes are, or null where they are no picture. */
export const kindOf = (bytes: Buffer) => KINDS.find(({ is }) => bytes.length > 16 && is(bytes)) ?? null

/** The endings are those of the kinds, so that a picker offers what we take. */
export const ACCEPT = 'image/jpeg,image/png,image/gif,image/webp,image/avif,image/heic,image/heif'

/** A name to show and to save under: no path, nothing invisible, nothing that turns the reading direction, and the ending that is true. */
export function fileName(given: string, ending: string): string {
  const base = shownName(given).replace(/\.[^.]*$/, '')
  return `${base || 'photo'}.${ending}`
}
export const shownName = (given: string) =>
  [
    ...given
      .normalize('NFC')
      .replace(/^.*[/\\]/, '')
      .replace(/[\p{C}"<>|:*?]/gu, '')
      .trim(),
  ]
    .slice(0, 100)
    .join('')
