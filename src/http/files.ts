import { z } from 'zod'
import { FILE_BYTES, fileRefusal, mediaTypeOf } from '../domain/files'
import { storable } from '../domain/intake'
import { read, show } from '../domain/public-id'
import { find } from './cases'
import { personOf } from './drafts'
import { refuseWhenFull } from './messages'
import { shownName } from './pages/photos'
import { presentFile } from './present'
import { notFound, Problem, refused } from './problem'
import type { Handler, Route } from './route'

export const FILE_URL = '/api/v1/cases/:id/files/:file'
const FileQuery = z.object({ name: z.string().max(400).refine(storable, 'must be well-formed Unicode without U+0000').default('') })

/**
 * Takes one file that will go with an answer, as the bytes that it is. The caller makes up its id, so that a try whose answer was lost is
 * repeated without doubling anything.
 */
const putFile: Handler = async (services, request, reply) => {
  const { it } = await find(services, request)
  const { tenant, userId } = request.principal
  const user = personOf(userId)
  const id = fileOf(request.params)
  const bytes = request.body ?? Buffer.alloc(0)
  if (!Buffer.isBuffer(bytes)) throw new Problem(415, 'unsupported_media_type', 'Send the file itself as application/octet-stream.')
  const name = shownName((request.query as z.infer<typeof FileQuery>).name)
  const refusal = fileRefusal(name, bytes.length, bytes)
  if (refusal) throw new Problem(422, refusal, REFUSALS[refusal])
  refuseWhenFull(services)
  const file = { id, name, mediaType: mediaTypeOf(name), bytes, userId: user, caseId: it.id }
  if (!(await services.composing.hold(tenant, file))) throw refused('file_gone')
  reply.code(201)
  return presentFile({ id, name, mediaType: file.mediaType, size: bytes.length })
}
const REFUSALS = {
  file_empty: 'This file is empty.',
  file_large: 'A file may have 10 MiB. Make it smaller, or send a link.',
  file_kind: 'Files of this kind are not sent, or this one is not what its name says.',
}

const deleteFile: Handler = async (services, request) => {
  const { it } = await find(services, request)
  const { tenant, userId } = request.principal
  const id = fileOf(request.params)
  await services.composing.drop(tenant, { id, userId: personOf(userId), caseId: it.id })
  return { id: show('att', id) }
}

const fileOf = (params: unknown) => {
  const id = read('att', (params as { file: string }).file)
  if (!id) throw notFound('No file')
  return id
}

export const FILE_ROUTES: Route[] = [
  {
    method: 'PUT',
    url: FILE_URL,
    who: 'cases:write',
    summary: 'Hold a file ready for an answer; its id is of your own making: att_ and 32 hexadecimal digits',
    handle: putFile,
    schema: { querystring: FileQuery },
    bodyLimit: FILE_BYTES + 1,
  },
  { method: 'DELETE', url: FILE_URL, who: 'cases:write', summary: 'Let go of a file that has not been sent', handle: deleteFile },
]
