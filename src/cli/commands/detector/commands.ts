import type { Command } from 'commander'
import type { Globals } from '../../output'

type Tools = {
  command(parent: Command, usage: string, about: string): Command
  several(value: string, list?: string[]): string[]
  act(work: (globals: Globals, ...args: unknown[]) => Promise<void>): (...given: unknown[]) => Promise<void>
}

/** What learns from files and judges by files: no store, no server. The code of each is loaded only when it runs. */
export function trainingCommands(detector: Command, { command, several, act }: Tools): void {
  const taskRows = (c: Command) =>
    c
      .requiredOption('--label <field>', 'the field that holds the label; numbers and true/false count as their text')
      .option('--lang-field <field>', 'the field that holds the language', 'lang')
      .option('--text-field <field>', 'the field that holds the text', 'text')
  const training = (c: Command) =>
    taskRows(c)
      .requiredOption('--train <file...>', 'JSONL rows to learn from, also .gz; may be given several times', several)
      .requiredOption('--task <name>', 'what the labels are about')
      .option('--base <base>', 'what to build on: shipped, none, or a model', 'shipped')
      .option('--seed <n>', 'the same seed gives the same model', '1')
  training(command(detector, 'train', 'Learn a task from labelled rows'))
    .option('--dev <file>', 'rows to judge the model by; nothing is learned from them')
    .requiredOption('--out <model>', 'the file to write')
    .action(act(async (g, o) => (await import('./train')).train(g, o as never)))
  training(command(detector, 'crossval', 'Learn and judge by turns, for figures of unseen rows'))
    .option('--folds <k>', 'how many turns', '5')
    .option('--positive <value>', 'of two classes, the one that is looked for')
    .action(act(async (g, o) => (await import('./crossval')).crossval(g, o as never)))
  taskRows(command(detector, 'eval', 'Judge labelled rows with a model'))
    .requiredOption('--model <model>', 'a model, or shipped')
    .requiredOption('--data <file>', 'JSONL rows, also .gz')
    .requiredOption('--task <name>', 'with shipped: complaint, severity, urgency, sentiment, topic, intent or emotion')
    .option('--positive <value>', 'of two classes, the one that is looked for')
    .action(act(async (g, o) => (await import('./eval')).evaluate(g, o as never)))
  taskRows(command(detector, 'calibrate', "Fit a model's probabilities to rows of your own"))
    .requiredOption('--model <model>', 'a model')
    .requiredOption('--data <file>', 'JSONL rows, also .gz')
    .requiredOption('--out <model>', 'the file to write')
    .action(act(async (g, o) => (await import('./train')).calibrate(g, o as never)))
  command(detector, 'card <model>', 'What a model was trained on and what it is worth (shipped: the one that comes with Redress)').action(
    act(async (g, model) => (await import('./card')).card(g, String(model))),
  )
}
