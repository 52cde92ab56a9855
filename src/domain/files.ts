const MiB = 1024 * 1024
/** One file, all files of one answer (a mail of these is 20 MiB, which mailboxes take), and how many. */
export const FILE_BYTES = 10 * MiB
export const ALL_BYTES = 15 * MiB
export const FILE_COUNT = 10

type Head = (bytes: Uint8Array) => boolean
const starts =
  (...signs: string[]): Head =>
  (bytes) =>
    signs.some((sign) => [...sign].every((letter, at) => letter === '.' || bytes[at] === letter.charCodeAt(0)))
const plain: Head = (bytes) => !bytes.subarray(0, 1_000).includes(0)
const zipped = starts('PK\x03\x04')
const office = 'application/vnd.openxmlformats-officedocument'
const open = 'application/vnd.oasis.opendocument'

/** What an answer may carry, by the ending of its name, and how such a file begins. Nothing that runs when it is opened. */
const KINDS: Record<string, readonly [mediaType: string, head: Head]> = {
  jpg: ['image/jpeg', starts('\xff\xd8\xff')],
  jpeg: ['image/jpeg', starts('\xff\xd8\xff')],
  png: ['image/png', starts('\x89PNG')],
  gif: ['image/gif', starts('GIF8')],
  webp: ['image/webp', starts('RIFF')],
  heic: ['image/heic', starts('....ftyp')],
  pdf: ['application/pdf', starts('%PDF')],
  txt: ['text/plain', plain],
  csv: ['text/csv', plain],
  docx: [`${office}.wordprocessingml.document`, zipped],
  xlsx: [`${office}.spreadsheetml.sheet`, zipped],
  pptx: [`${office}.presentationml.presentation`, zipped],
  odt: [`${open}.text`, zipped],
  ods: [`${open}.spreadsheet`, zipped],
  mp3: ['audio/mpeg', starts('ID3', '\xff\xfb', '\xff\xf3', '\xff\xf2')],
  m4a: ['audio/mp4', starts('....ftyp')],
  mp4: ['video/mp4', starts('....ftyp')],
}
/** What a picker offers. */
export const FILE_ENDINGS = Object.keys(KINDS).map((ending) => `.${ending}`)

export type FileRefusal = 'file_empty' | 'file_large' | 'file_kind'

const kindOf = (name: string) => {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined
}

/** Why a file cannot go with an answer; null where it can. Without its bytes, what a browser can know beforehand. */
export function fileRefusal(name: string, size: number, bytes?: Uint8Array): FileRefusal | null {
  if (size === 0) return 'file_empty'
  if (size > FILE_BYTES) return 'file_large'
  const kind = kindOf(name)
  return kind === undefined || (bytes && !kind[1](bytes)) ? 'file_kind' : null
}

export const mediaTypeOf = (name: string) => kindOf(name)?.[0] ?? 'application/octet-stream'
