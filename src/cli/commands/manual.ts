import { OPTIONS } from '../../config'
import { type Globals, result } from '../output'

/** The page of options, made from the same table that reads them. */
export const manual = async (globals: Globals) =>
  result(
    globals,
    OPTIONS.map(({ name, env, default: fallback, doc }) => ({ name, env, default: fallback, doc })),
    OPTIONS.map(({ env, default: fallback, doc }) => `${env}${fallback === null ? '' : ` (${fallback})`}\n    ${doc}`).join('\n'),
  )
