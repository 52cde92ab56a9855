import type { Command } from 'commander'
import type { Making } from './rule-commands'

/** `redress regime …`: rule books that ship, and what a firm brings of its own. */
export function regimeCommands(program: Command, { command, ofTenant, act }: Making) {
  const regime = program.command('regime').description('Rule books: those that ship and your own')
  const load = () => import('./commands/regime')
  ofTenant(command(regime, 'list', 'Which there are, and what of them is to be confirmed'))
    .option('--own', 'what the firm has brought, every version')
    .action(act(async (g, o) => (await load()).regimeList(g, o as object)))
  ofTenant(command(regime, 'add <file>', 'Bring a rule book, a calendar or a service policy; new cases take it'))
    .option('--preview', 'say what it would change, and keep nothing')
    .action(act(async (g, file, o) => (await load()).regimeAdd(g, String(file), o as object)))
  ofTenant(command(regime, 'retire <id>', 'New cases no longer take one of your own')).action(
    act(async (g, id, o) => (await load()).regimeRetire(g, String(id), o as object)),
  )
  command(regime, 'lint <file...>', 'Check what you wrote').action(act(async (g, files) => (await load()).regimeLint(g, files as string[])))
}
