import type { Command } from 'commander'
import type { Globals } from './output'

/** How `main.ts` makes a command: with the options of all, and so that its code is loaded only when it runs. */
export type Making = {
  command(parent: Command, usage: string, about: string): Command
  ofTenant(made: Command): Command
  act(work: (globals: Globals, ...args: unknown[]) => Promise<void>): (...given: unknown[]) => Promise<void>
}

const ABOUT = {
  rule: 'Conditions of the firm that raise a severity or bring a message before a person',
  phrase: 'Risk phrases of the firm',
}

/** `redress rule …` and `redress phrase …`: the same deeds on two kinds. */
export function ruleCommands(program: Command, { command, ofTenant, act }: Making) {
  for (const kind of ['rule', 'phrase'] as const) {
    const group = program.command(kind).description(ABOUT[kind])
    const described = (made: Command) =>
      kind === 'rule'
        ? ofTenant(made)
            .option('--when <condition>', 'CEL over the finding, such as: said("batch 7") && complaint.p > 0.5')
            .option('--floor <severity>', 'at least this severity, A to E')
            .option('--look', 'a person looks, no more')
        : ofTenant(made)
            .option('--category <category>', 'what it is about, such as health, regulator or media')
            .option('--phrase <words...>', 'the words; may be given several times', (word: string, list: string[] = []) => [...list, word])
            .option('--unless <words...>', 'words in which it does not count', (word: string, list: string[] = []) => [...list, word])
            .option('--file <file>', 'phrases, one a line')
    const often = (made: Command) => made.option('--often', 'also where it would fire on every fourth message or more')
    const run = (work: 'add' | 'goLive' | 'trial' | 'remove') =>
      act(async (globals, name, options) => {
        const rules = await import('./commands/rules')
        await rules[work](globals, kind, name as string, options as object)
      })
    often(described(command(group, 'add <name>', 'Keep a draft, or a new version, and try it on the last 1,000 messages')))
      .option('--live', 'put it in force at once')
      .action(run('add'))
    often(ofTenant(command(group, 'live <name>', 'Put the newest draft in force'))).action(run('goLive'))
    described(command(group, 'test [name]', 'What it would have done on the last 1,000 messages')).action(run('trial'))
    ofTenant(command(group, 'remove <name>', 'Take it out of force')).action(run('remove'))
    ofTenant(command(group, 'list', 'What there is, and what is in force')).action(
      act(async (globals, options) => (await import('./commands/rules')).list(globals, kind, options as object)),
    )
  }
}
