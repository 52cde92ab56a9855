/** A command's end that is not success, with the exit code that scripts read (`EXIT`) and a sentence for people. */
export class Exit extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly data: Record<string, unknown> = {},
  ) {
    super(message)
  }
}
export const EXIT = {
  failed: 1,
  usage: 2,
  nothing: 3,
  invalid: 4,
  notAllowed: 5,
  conflict: 6,
  unreachable: 7,
  threshold: 8,
  interrupted: 130,
} as const
