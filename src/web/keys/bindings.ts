/**
 * Every key of the console, in one table. A scope is active while its screen is mounted; `any` always is. Keys are written as people say
 * them: `j`, `Shift+e`, `Mod+Enter`, `g i` (one after the other). Never `Alt`, never a browser's own shortcut.
 */
export const SCOPES = ['any', 'list', 'triage', 'case', 'composer', 'approvals', 'customer', 'wall', 'day', 'setup'] as const
export type Scope = (typeof SCOPES)[number]
export type Binding = { id: string; scope: Scope; keys: string }

export const BINDINGS = [
  { id: 'palette', scope: 'any', keys: 'Mod+k' },
  { id: 'search', scope: 'any', keys: '/' },
  { id: 'sheet', scope: 'any', keys: '?' },
  { id: 'undo', scope: 'any', keys: 'Mod+z' },
  { id: 'goDay', scope: 'any', keys: 'g d' },
  { id: 'goInbox', scope: 'any', keys: 'g i' },
  { id: 'goTriage', scope: 'any', keys: 'g t' },
  { id: 'goCases', scope: 'any', keys: 'g c' },
  { id: 'goApprovals', scope: 'any', keys: 'g a' },
  { id: 'goWall', scope: 'any', keys: 'g w' },
  { id: 'goCustomers', scope: 'any', keys: 'g u' },
  { id: 'goOutbox', scope: 'any', keys: 'g o' },
  { id: 'goSettings', scope: 'any', keys: 'g s' },
  { id: 'create', scope: 'any', keys: 'c' },

  { id: 'next', scope: 'list', keys: 'j' },
  { id: 'previous', scope: 'list', keys: 'k' },
  { id: 'open', scope: 'list', keys: 'o' },
  { id: 'showNew', scope: 'list', keys: 'Shift+n' },
  { id: 'wrong', scope: 'list', keys: 'f' },
  { id: 'severity', scope: 'list', keys: 'Shift+s' },
  { id: 'choose', scope: 'list', keys: 'x' },
  { id: 'chooseDown', scope: 'list', keys: 'Shift+ArrowDown' },
  { id: 'chooseUp', scope: 'list', keys: 'Shift+ArrowUp' },
  { id: 'chooseAll', scope: 'list', keys: 'Mod+a' },
  { id: 'clearChoice', scope: 'list', keys: 'Escape' },
  { id: 'assignRow', scope: 'list', keys: 'a' },
  { id: 'labelRow', scope: 'list', keys: 'l' },
  { id: 'closeRow', scope: 'list', keys: 'e' },
  { id: 'snoozeRow', scope: 'list', keys: 'h' },
  { id: 'peek', scope: 'list', keys: 'Space' },
  { id: 'focus', scope: 'list', keys: 'p' },

  { id: 'complaint', scope: 'triage', keys: '1' },
  { id: 'duplicate', scope: 'triage', keys: '2' },
  { id: 'noise', scope: 'triage', keys: '3' },
  { id: 'opportunity', scope: 'triage', keys: '4' },
  { id: 'abuse', scope: 'triage', keys: '5' },

  { id: 'reply', scope: 'case', keys: 'r' },
  { id: 'replyPublic', scope: 'case', keys: 'Shift+r' },
  { id: 'note', scope: 'case', keys: 'n' },
  { id: 'acknowledge', scope: 'case', keys: 'Shift+a' },
  { id: 'assign', scope: 'case', keys: 'a' },
  { id: 'assignMe', scope: 'case', keys: 'i' },
  { id: 'escalate', scope: 'case', keys: 'Shift+e' },
  { id: 'regrade', scope: 'case', keys: 'Shift+s' },
  { id: 'wrongCase', scope: 'case', keys: 'f' },
  { id: 'close', scope: 'case', keys: 'e' },
  { id: 'reopen', scope: 'case', keys: 'Shift+o' },
  { id: 'happened', scope: 'case', keys: 'Shift+h' },
  { id: 'macros', scope: 'case', keys: 'm' },
  { id: 'letter', scope: 'case', keys: 'Shift+l' },
  { id: 'nextCase', scope: 'case', keys: ']' },
  { id: 'previousCase', scope: 'case', keys: '[' },
  { id: 'split', scope: 'case', keys: '\\' },
  { id: 'copyLink', scope: 'case', keys: 'y' },
  { id: 'copyReference', scope: 'case', keys: 'Shift+y' },
  { id: 'skip', scope: 'case', keys: 'p' },
  { id: 'nextInFocus', scope: 'case', keys: 'Shift+p' },
  { id: 'leaveFocus', scope: 'case', keys: 'u' },

  { id: 'approve', scope: 'approvals', keys: 'Shift+v' },
  { id: 'sendBack', scope: 'approvals', keys: 'Shift+x' },

  { id: 'startDay', scope: 'day', keys: 'p' },
  { id: 'mergeCustomer', scope: 'customer', keys: 'd' },
  { id: 'splitCustomer', scope: 'customer', keys: 'Shift+d' },

  { id: 'wallMode', scope: 'wall', keys: 'w' },

  { id: 'nextStep', scope: 'setup', keys: 'Mod+Enter' },

  { id: 'send', scope: 'composer', keys: 'Mod+Enter' },
] as const satisfies readonly Binding[]

export type BindingId = (typeof BINDINGS)[number]['id']

/** The table with a person's own keys in place; an unknown id in their map is passed over. */
export const remapped = (map: Record<string, string>): Binding[] =>
  BINDINGS.map((binding) => ({ ...binding, keys: map[binding.id] ?? binding.keys }))

const TOGETHER: [Scope, Scope][] = [
  ['list', 'triage'],
  ['list', 'approvals'],
  ['case', 'composer'],
]
const meet = (a: Scope, b: Scope) =>
  a === b || a === 'any' || b === 'any' || TOGETHER.some(([x, y]) => (x === a && y === b) || (x === b && y === a))

/** Pairs that would both answer to the same keys on one screen, a sequence's first key included. */
export function clashes(bindings: readonly Binding[]): [string, string][] {
  const found: [string, string][] = []
  for (const [i, a] of bindings.entries()) {
    for (const b of bindings.slice(i + 1)) {
      if (meet(a.scope, b.scope) && (a.keys === b.keys || a.keys.startsWith(`${b.keys} `) || b.keys.startsWith(`${a.keys} `)))
        found.push([a.id, b.id])
    }
  }
  return found
}
