export type Roles = ReturnType<typeof rolesOf>

/**
 * The ARIA of a list in one of two kinds: a listbox of plain rows, or a grid whose cells may hold links. The rows themselves are never in
 * the tab order: the box has the focus and points at the active one.
 */
export const rolesOf = (grid: boolean, count: number, several = false) => ({
  box: (label: string, active: string | undefined) => ({
    tabIndex: 0,
    ...(several ? { 'aria-multiselectable': true } : {}),
    'aria-label': label,
    'aria-activedescendant': active,
    ...(grid ? { role: 'grid', 'aria-rowcount': count + 1 } : { role: 'listbox' }),
  }),
  body: { role: grid ? 'rowgroup' : 'presentation' },
  heads: { role: 'row', 'aria-rowindex': 1 },
  head: { role: 'columnheader', tabIndex: -1 },
  row: (index: number, chosen: boolean) => ({
    tabIndex: -1,
    'aria-selected': chosen,
    ...(grid ? { role: 'row', 'aria-rowindex': index + 2 } : { role: 'option', 'aria-posinset': index + 1, 'aria-setsize': count }),
  }),
})
