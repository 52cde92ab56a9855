import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import type { Problem } from './types'

/**
 * The bytes of a file as UTF-8 text, unpacked where they begin as gzip or UTF-16 does. `consumed` counts bytes of the file itself, for
 * progress against its size. `broken` is set once the chunks end too early: then the last line of what was read may be a piece.
 */
export type Source = { chunks: AsyncIterable<Buffer>; consumed: number; broken: Problem | null }

/** Small pieces, so that a gzip bomb unpacks to at most a thousand times this at once. */
const PIECE = 16 * 1024

export async function openSource(file: string): Promise<Source | Problem> {
  const problem = await unreadable(file)
  if (problem) return problem
  const source: Source = { chunks: [][Symbol.iterator]() as never, consumed: 0, broken: null }
  source.chunks = textOf(source, unpacked(source, fileChunks(source, file)))
  return source
}

async function unreadable(file: string): Promise<Problem | null> {
  try {
    const found = await stat(file)
    if (found.isDirectory())
      return { code: 'file_is_directory', detail: `${file} is a directory. Name the files in it, for example ${file}/*.` }
    if (found.isFile() && found.size === 0) return emptyFile(file)
    await access(file, constants.R_OK)
    return null
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') return { code: 'file_missing', detail: `There is no file ${file}. Look at the spelling and the directory.` }
    return { code: 'file_unreadable', detail: `${file} cannot be read (${code}). Give this user the right to read it.` }
  }
}

export const emptyFile = (file: string): Problem => ({ code: 'file_empty', detail: `${file} is empty. Nothing was read from it.` })

async function* fileChunks(source: Source, file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: PIECE })) {
      source.consumed += (chunk as Buffer).length
      yield chunk as Buffer
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    source.broken = {
      code: 'file_unreadable',
      detail: `Reading stopped with ${code}. The rows before were taken; try again when the disk is well.`,
    }
  }
}

/** At least `count` bytes in the first chunk, so that a file's first bytes can be looked at, whatever the pieces of a pipe are. */
async function* gathered(chunks: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (head === null) yield chunk
    else {
      head = Buffer.concat([head, chunk])
      if (head.length >= count) {
        yield head
        head = null
      }
    }
  }
  if (head !== null && head.length > 0) yield head
}

async function* unpacked(source: Source, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let gzip: ReturnType<typeof gunzip> | null = null
  let first = true
  for await (const chunk of gathered(chunks, 4)) {
    if (first && chunk[0] === 0x1f && chunk[1] === 0x8b) gzip = gunzip()
    first = false
    if (!gzip) yield chunk
    else yield* await gzip.push(chunk)
    if (gzip?.failure()) break
  }
  if (!gzip) return
  yield* await gzip.end()
  source.broken ??= gzipProblem(gzip.failure())
}

function gzipProblem(failure: Error | null): Problem | null {
  if (!failure) return null
  if (/unexpected end/.test(failure.message)) {
    return {
      code: 'gzip_truncated',
      detail: 'The gzip file ends too early. The whole rows before were taken; fetch the file again and import it once more.',
    }
  }
  return {
    code: 'gzip_corrupt',
    detail: `The gzip data is damaged here (${failure.message}). The whole rows before were taken; fetch the file again.`,
  }
}

/** Unpacks piece by piece and hands out everything that a piece held before it looks at the next: what precedes a fault is never lost. */
function gunzip() {
  const stream = createGunzip()
  let out: Buffer[] = []
  let failed: Error | null = null
  stream.on('data', (chunk: Buffer) => out.push(chunk))
  stream.on('error', (error) => {
    failed ??= error
  })
  const settled = (act: (done: () => void) => void) =>
    new Promise<Buffer[]>((resolve) => {
      const done = () => {
        stream.off('close', done)
        const chunks = out
        out = []
        resolve(chunks)
      }
      stream.once('close', done)
      act(done)
    })
  return {
    push: (chunk: Buffer) => settled((done) => (stream.writable ? stream.write(chunk, done) : done())),
    end: () => settled((done) => (stream.destroyed ? done() : stream.end())),
    failure: () => failed,
  }
}

/** Spreadsheets save "Unicode text" as UTF-16: told by its mark, it is turned into UTF-8 here; a UTF-8 mark is dropped. */
async function* textOf(source: Source, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null = null
  let first = true
  for await (const chunk of gathered(chunks, 4)) {
    const mark = first ? chunk.subarray(0, 3).toString('hex') : ''
    first = false
    if (mark.startsWith('fffe')) decoder = new TextDecoder('utf-16le')
    else if (mark.startsWith('feff')) decoder = new TextDecoder('utf-16be')
    const text = mark === 'efbbbf' ? chunk.subarray(3) : chunk
    yield decoder ? Buffer.from(decoder.decode(text, { stream: true })) : text
  }
  if (decoder && !source.broken) yield Buffer.from(decoder.decode())
}
