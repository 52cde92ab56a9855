/** Whether a process with this number runs. A zombie, dead but not yet buried by its parent, does not. */
export function isAlive(pid: number): boolean

/** When the process began, in the system's own notation: with the number it names one process for ever. Undefined when there is none. */
export function birthOf(pid: number): string | undefined
