import type { Attachment } from '../../domain/message'
import { read } from '../../domain/public-id'
import { download } from '../messages'
import { PHOTO_BYTES, PHOTO_COUNT } from '../pages/answers'
import { fileName, kindOf, shownName } from '../pages/photos'
import type { Handed, Photo } from '../pages/upload'
import { notFound, Problem } from '../problem'
import type { Handler } from '../route'
import { visitorOf } from './visitor'

const PDF = { mediaType: 'application/pdf', ending: 'pdf' }
const isPdf = (bytes: Buffer) => bytes.subarray(0, 5).toString('latin1') === '%PDF-'
const kindOfFile = (bytes: Buffer) => kindOf(bytes) ?? (isPdf(bytes) ? PDF : null)

/** Photos and PDF, by what they are and not by what they are called; a 422 that names the first that cannot be taken. */
export function filesOf({ photos, chosen }: Handed): Attachment[] {
  if (chosen > PHOTO_COUNT) throw wrong('too_many_files', `Send at most ${PHOTO_COUNT} files at once.`)
  return photos.map((file) => {
    const kind = kindOfFile(file.bytes)
    if (file.cut) throw wrong('file_too_large', `${shownName(file.name)} is larger than ${PHOTO_BYTES / 1024 / 1024} MB.`)
    if (!kind) throw wrong('file_kind', `${shownName(file.name)} is neither a photo nor a PDF.`)
    return { name: fileName(file.name, kind.ending), mediaType: kind.mediaType, bytes: (file satisfies Photo).bytes }
  })
}
/** A file of this conversation, for whoever has its token. */
export const getFile: Handler = async (services, request, reply) => {
  const { tenant, address } = await visitorOf(services, request)
  const id = read('att', (request.params as { file: string }).file)
  const file = id ? await services.reads.chatFile(tenant, address, id) : null
  if (!file) throw notFound('No file')
  return download(reply, file)
}

const wrong = (code: string, detail: string) => new Problem(422, code, detail)
