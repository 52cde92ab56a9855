/** One event of a text/event-stream; without data it only says where the stream stands. */
export type StreamEvent = { id: string | null; event: string; data: string | null }

/** Cuts a growing text into whole events; what is not yet complete is kept for the next piece. Comments are passed over. */
export function eventReader() {
  let rest = ''
  return (piece: string): StreamEvent[] => {
    const blocks = (rest + piece).replace(/\r\n?/g, '\n').split('\n\n')
    rest = blocks.pop() ?? ''
    return blocks.flatMap(parse)
  }
}

function parse(block: string): StreamEvent[] {
  const found: StreamEvent = { id: null, event: 'message', data: null }
  const data: string[] = []
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? []
    if (field === 'id') found.id = value
    else if (field === 'event') found.event = value
    else if (field === 'data') data.push(value)
  }
  if (data.length > 0) found.data = data.join('\n')
  return found.data === null && found.id === null ? [] : [found]
}
