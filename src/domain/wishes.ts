/** How a customer wishes to be written to; `channel` null where any will do. */
export type Wishes = { language: string | null; channel: string | null; avoids: readonly string[] }
export const NO_WISHES: Wishes = { language: null, channel: null, avoids: [] }

/** Why a way is taken before or after another: they asked for it, they asked us not to, or neither. */
export type Wished = 'wished' | 'unwanted' | 'usual'
const ORDER: readonly Wished[] = ['wished', 'usual', 'unwanted']

/** What they asked for counts only where something is connected that can do it; what they asked us to leave counts always. */
export const wishedOf = ({ channel, avoids }: Wishes, way: { channel: string }, connected: boolean): Wished =>
  avoids.includes(way.channel) ? 'unwanted' : way.channel === channel && connected ? 'wished' : 'usual'

export const inWishedOrder = <W extends { wished: Wished }>(ways: readonly W[]): W[] =>
  ORDER.flatMap((wished) => ways.filter((way) => way.wished === wished))

type Chosen = { channel: string | null; public: boolean }
/** The way of an answer: the one that was named; in public where they spoke; else as they wish. */
export function wayFor<W extends { channel: string; public: boolean; wished: Wished }>(
  ways: readonly W[],
  { channel, public: open }: Chosen,
): W | null {
  if (channel !== null) return ways.find((way) => way.channel === channel) ?? null
  return (open ? ways.find((way) => way.public) : undefined) ?? inWishedOrder(ways)[0] ?? null
}
