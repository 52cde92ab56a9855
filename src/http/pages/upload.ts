import type { FastifyRequest } from 'fastify'
import type { Attachment } from '../../domain/message'
import { PHOTO_BYTES, PHOTO_COUNT } from './answers'
import type { Mistake } from './page'
import { fileName, kindOf, shownName } from './photos'
import { say, type Words } from './words'

export type Photo = { name: string; bytes: Buffer; cut: boolean }
export type Handed = { fields: Record<string, unknown>; photos: Photo[]; chosen: number }

/** Fields are read whole whatever the photos are like, so that a photo too many loses nothing that was typed. */
const LIMITS = { fileSize: PHOTO_BYTES, files: 1_000, fields: 40, parts: 1_040, fieldSize: 200_000 }

/**
 * Reads what came with a form, with or without photos, into `handed`, so that whoever called still has what was read when the line breaks.
 * Photos beyond the count are counted and thrown away as they arrive.
 */
export async function readForm(request: FastifyRequest, handed: Handed): Promise<void> {
  if (!request.isMultipart()) return void Object.assign(handed.fields, fieldsOf(request.body))
  for await (const part of request.parts({ limits: LIMITS })) {
    if (part.type === 'field') handed.fields[part.fieldname] = part.value
    else await takePhoto(handed, part.filename ?? '', part.file)
  }
}
const fieldsOf = (body: unknown) =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {}

async function takePhoto(handed: Handed, name: string, file: NodeJS.ReadableStream & { truncated?: boolean }) {
  const keep = handed.chosen < PHOTO_COUNT
  const pieces: Buffer[] = []
  for await (const piece of file) if (keep || pieces.length === 0) pieces.push(piece as Buffer)
  if (name === '' && pieces.length === 0) return // how browsers say that nothing was chosen
  handed.chosen++
  if (keep) handed.photos.push({ name, bytes: file.truncated ? Buffer.alloc(0) : Buffer.concat(pieces), cut: file.truncated === true })
}

/** What is wrong with the photos; each sentence names the photo as its owner knows it. */
export function photoMistakes({ photos, chosen }: Handed, words: Words): Mistake[] {
  const facts = (photo: Photo) => ({ name: shownName(photo.name), mb: PHOTO_BYTES / 1024 / 1024, count: PHOTO_COUNT })
  const wrong = photos.flatMap((photo) => {
    const key = photo.cut ? 'photo_big' : photo.bytes.length === 0 ? 'photo_empty' : kindOf(photo.bytes) ? null : 'photo_kind'
    return key ? [say(words, key, facts(photo))] : []
  })
  if (chosen > PHOTO_COUNT) wrong.unshift(say(words, 'photos_many', { n: chosen, count: PHOTO_COUNT }))
  return wrong.map((text) => ({ field: 'photos', text }))
}

/** Photos that `photoMistakes` has nothing against, typed by what they are and named so that nothing hides in the name. */
export const toAttachments = (photos: Photo[]): Attachment[] =>
  photos.flatMap(({ name, bytes }) => {
    const kind = kindOf(bytes)
    return kind ? [{ name: fileName(name, kind.ending), mediaType: kind.mediaType, bytes }] : []
  })
