/**
 * A point in time: whole milliseconds since 1970-01-01T00:00Z. Plain numbers compare, sort and serialise without surprises and are a
 * hundred times cheaper than Temporal objects on the path of every message; everything that needs a calendar lives in `time/`.
 */
export type Moment = number

/** RFC 3339 in UTC, as the API and the log show a moment. */
export const iso = (at: Moment) => new Date(at).toISOString()
export const isoOrNull = (at: Moment | null) => (at === null ? null : iso(at))
