type Named = { id: string; name: string; team: string }

/** A sign for a person or a team in the middle of a sentence: after the start, a space or a bracket, never inside an address. */
const AT = /(^|[\s([{"'«“‘،,;:。，、])@/gu

/**
 * Whom a note calls: people by name, everybody of a team by the team's. The longest name that fits is meant, so that `@Ana Maria` is not
 * `@Ana`; each person once, the writer never.
 */
export function mentioned(text: string, people: readonly Named[], writer: string): string[] {
  const teams = [...new Set(people.map(({ team }) => team))]
  const names = [
    ...people.map(({ id, name }) => ({ name, ids: [id] })),
    ...teams.map((team) => ({ name: team, ids: people.filter((one) => one.team === team).map(({ id }) => id) })),
  ].sort((a, b) => b.name.length - a.name.length)
  const called = [...text.matchAll(AT)].flatMap((sign) => {
    const rest = text.slice(sign.index + sign[0].length)
    return names.find(({ name }) => begins(rest, name))?.ids ?? []
  })
  return [...new Set(called)].filter((id) => id !== writer)
}

/** Whether a text begins with this name and the name ends there; scripts without spaces may go on at once. */
function begins(text: string, name: string) {
  if (name === '' || text.slice(0, name.length).toLocaleLowerCase() !== name.toLocaleLowerCase()) return false
  const next = text.charAt(name.length)
  return !/[a-z0-9_]/i.test(next) || !/[a-z0-9_]/i.test(name.at(-1)!)
}
