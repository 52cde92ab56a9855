import type { Command } from 'commander'
import type { Making } from './rule-commands'

/** What `redress detector` does with a firm's own corrections. */
export function learningCommands(detector: Command, { command, ofTenant, act }: Making) {
  const load = () => import('./commands/learning')
  ofTenant(command(detector, 'adapt', "Learn from the firm's corrections and judge what was learned")).action(
    act(async (globals, options) => (await load()).adapt(globals, options as object)),
  )
  ofTenant(command(detector, 'promote <id>', 'Put a challenger in force')).action(
    act(async (globals, id, options) => (await load()).promote(globals, String(id), options as object)),
  )
  ofTenant(command(detector, 'rollback', 'Go one step back')).action(
    act(async (globals, options) => (await load()).rollback(globals, options as object)),
  )
  ofTenant(command(detector, 'corrections', 'What people corrected, as rows to train, calibrate or judge by')).action(
    act(async (globals, options) => (await load()).corrections(globals, options as object)),
  )
  ofTenant(command(detector, 'models', 'What was learned, and how it was judged')).action(
    act(async (globals, options) => (await load()).models(globals, options as object)),
  )
}
