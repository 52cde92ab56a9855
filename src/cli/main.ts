import { Command, CommanderError, Option } from 'commander'
import { trainingCommands } from './commands/detector/commands'
import { EXIT } from './exit'
import { learningCommands } from './learning-commands'
import { fail, type Globals, run } from './output'
import { regimeCommands } from './regime-commands'
import { ruleCommands } from './rule-commands'
import { version } from './version'

/** Whoever asked for JSON gets what is wrong with the command line as JSON too. */
const asJson = process.argv.includes('--json')

const program = new Command('redress')
  .description('Finds the complaints in everything that customers say, keeps the clocks, escalates, answers.')
  .version(version(), '-V, --version')
  .exitOverride()
  .configureOutput(asJson ? { writeErr: () => undefined } : {})
  .showHelpAfterError('(redress --help lists all commands)')

/** Every command takes the directory and `--json`; its code is loaded only when it runs, so that starting stays quick. */
function command(parent: Command, usage: string, about: string, options: { isDefault?: boolean } = {}): Command {
  return parent
    .command(usage, options)
    .description(about)
    .exitOverride()
    .option('--dir <dir>', 'data directory (REDRESS_DIR)')
    .option('--json', 'one JSON value on stdout')
    .option('-q, --quiet', 'no progress')
    .option('--no-color', 'plain text')
}
const several = (value: string, list: string[] = []) => [
  ...list,
  ...value
    .split(',')
    .map((v) => v.trim())
    .filter(Boolean),
]
const each = (value: string, list: string[] = []) => [...list, value]
const act =
  (work: (globals: Globals, ...args: unknown[]) => Promise<void>) =>
  async (...given: unknown[]) => {
    const own = given.at(-1) as Command
    const globals = own.optsWithGlobals() as Globals
    await run(globals, () => work(globals, ...given.slice(0, -1)))
  }

const serving = (c: Command) =>
  c
    .option('--port <n>', 'port; 0 takes any free one (REDRESS_PORT)')
    .option('--host <host>', 'address to listen on (REDRESS_HOST)')
    .option('--url <url>', 'the address under which people reach it (REDRESS_URL)')
    .option('--ephemeral', 'in a directory of its own that is removed at the end')
    .option('--no-open', 'do not open a browser')
    .addOption(new Option('--test-clock', 'with --ephemeral: a clock that POST /api/v1/test-clock moves').hideHelp(false))

serving(command(program, 'start', 'Run Redress')).action(act(async (g, o) => (await import('./commands/serve')).start(g, o as object)))
const demo = serving(command(program, 'demo', 'A sample firm to look at; nothing leaves this computer'))
demo.action(act(async (g, o) => (await import('./commands/demo')).demo(g, o as object)))
command(demo, 'clean', 'Remove all sample data').action(act(async (g) => (await import('./commands/demo')).clean(g)))
command(program, 'stop', 'Stop the server of a directory').action(act(async (g) => (await import('./commands/running')).stop(g)))
command(program, 'status', 'Is it running, and where').action(act(async (g) => (await import('./commands/running')).status(g)))

const firm = (c: Command) =>
  c
    .option('--lang <code>', 'en, th, zh or fa')
    .option('--tz <zone>', 'time zone such as Asia/Bangkok')
    .option('--regime <id...>', 'rule book such as au-asic-rg271; may be given several times', several)
    .option('--calendar <place>', 'whose public holidays, such as AU-NSW or TH')
firm(
  command(program, 'init', 'Set up the firm of a directory, or change it')
    .option('--company <name>', 'name of the firm')
    .option('--yes', 'never ask'),
).action(act(async (g, o) => (await import('./commands/setup')).init(g, o as object)))
const tenant = program.command('tenant').description('Firms in one installation')
firm(command(tenant, 'add <name>', 'Add a firm')).action(
  act(async (g, name, o) => (await import('./commands/setup')).tenantAdd(g, String(name), o as object)),
)

const user = program.command('user').description('The people of the desk')
const ofTenant = (c: Command) => c.option('--tenant <slug>', 'which firm, where there are several')
ofTenant(command(user, 'add <name>', 'Add somebody and print their sign-in link'))
  .option('--email <address>')
  .requiredOption('--role <role>', 'agent, approver, lead, manager, auditor or administrator')
  .option('--lang <code>', 'language of their notices')
  .option('--speaks <codes>', 'languages that they answer in, apart by commas')
  .option('--tier <n>', '1, 2 or 3')
  .option('--team <name>')
  .action(act(async (g, name, o) => (await import('./commands/setup')).userAdd(g, String(name), o as { role: string })))
ofTenant(command(user, 'link <name>', 'A new one-time sign-in link')).action(
  act(async (g, name, o) => (await import('./commands/setup')).userLink(g, String(name), o as object)),
)
ofTenant(command(user, 'list', 'Who is on the staff')).action(
  act(async (g, o) => (await import('./commands/setup')).userList(g, o as object)),
)
const key = program.command('key').description('API keys')
ofTenant(command(key, 'create', 'Make a key; it is shown once'))
  .option('--scope <right...>', 'what it may do, such as messages:write, or all; may be given several times', several)
  .option('--name <name>')
  .action(act(async (g, o) => (await import('./commands/setup')).keyCreate(g, o as object)))

const notifier = program.command('notifier').description('Ways of telling people: mail, chat, text, call, push, webhook')
ofTenant(
  command(notifier, 'add <kind>', 'Connect smtp, sms, call, sms_gateway, slack, teams, dingtalk, wecom, line, telegram, push or webhook'),
)
  .requiredOption('--url <url>')
  .option('--secret <secret>')
  .option('--name <name>')
  .option('--from <address>', 'who it is from: an e-mail address, or for texts and calls a number')
  .option('--allow-private', 'the address may be inside your own network')
  .action(act(async (g, kind, o) => (await import('./commands/ways')).notifierAdd(g, String(kind), o as { url: string })))
ofTenant(command(notifier, 'test <name>', 'Send a test notice through it'))
  .option('--to <address>', 'number, id or mail address to tell')
  .action(act(async (g, name, o) => (await import('./commands/ways')).notifierTest(g, String(name), o as object)))
ofTenant(command(notifier, 'list', 'What is connected')).action(
  act(async (g, o) => (await import('./commands/ways')).notifierList(g, o as object)),
)
ofTenant(command(program, 'chat', "The chat window on the firm's own pages: its tag, and which pages may show it"))
  .option('--origin <url...>', 'a page that may show it, such as https://shop.example; may be given several times', several)
  .option('--anywhere', 'any page may show it again')
  .action(act(async (g, o) => (await import('./commands/chat')).chat(g, o as object)))
ofTenant(command(program, 'survey', 'Whether customers are asked, after closing, how we did'))
  .option('--on', 'ask, once, an hour after closing')
  .option('--severe', 'with --on: also after critical complaints')
  .option('--off', 'ask nobody')
  .action(act(async (g, o) => (await import('./commands/survey')).survey(g, o as object)))
const alert = program.command('alert').description('The ten-minute alert')
ofTenant(command(alert, 'list', 'Alerts that are not over')).action(
  act(async (g, o) => (await import('./commands/alert')).list(g, o as object)),
)
ofTenant(command(alert, 'drill', 'A practice alert, in earnest but for the customer'))
  .option('--wait <time>', 'how long to wait for somebody to take it', '15m')
  .action(act(async (g, o) => (await import('./commands/alert')).drill(g, o as { wait: string })))
const rota = program.command('rota').description('Who is on call')
ofTenant(command(rota, 'list', 'Who is on call now, and where nobody is')).action(
  act(async (g, o) => (await import('./commands/rota')).list(g, o as object)),
)
ofTenant(command(rota, 'put <id>', 'Make or change a rota'))
  .requiredOption('--file <file>', 'YAML: title, time_zone, layers')
  .action(act(async (g, id, o) => (await import('./commands/rota')).put(g, String(id), o as { file: string })))
const during = (c: Command) => c.requiredOption('--from <time>', 'such as 2026-11-23T18:00+07:00').requiredOption('--to <time>')
during(ofTenant(command(rota, 'override <id>', 'Somebody else for a while; without --person nobody')))
  .option('--person <name>')
  .option('--reason <text>')
  .action(act(async (g, id, o) => (await import('./commands/rota')).override(g, String(id), o as { from: string; to: string })))
during(ofTenant(command(rota, 'away <name>', 'Somebody is away')))
  .option('--cover <name>', 'who stands in')
  .action(act(async (g, name, o) => (await import('./commands/rota')).away(g, String(name), o as { from: string; to: string })))
ofTenant(command(user, 'address <name> <kind> <address>', 'Where somebody is told: phone, line, telegram'))
  .option('--label <text>', 'to keep several apart')
  .action(
    act(async (g, name, kind, at, o) => (await import('./commands/rota')).address(g, String(name), String(kind), String(at), o as object)),
  )
const hook = program.command('hook').description('Signed inbound webhooks (Standard Webhooks)')
ofTenant(command(hook, 'add <name>', 'Make an address for any source to post to'))
  .option('--channel <name>', 'channel of its messages', 'webhook')
  .option('--secret <secret>', 'whsec_…; made where missing')
  .action(act(async (g, name, o) => (await import('./commands/ways')).hookAdd(g, String(name), o as { channel: string })))
ruleCommands(program, { command, ofTenant, act })
const outbox = program.command('outbox').description('What leaves, or waits to leave')
ofTenant(command(outbox, 'list', 'The latest notices'))
  .option('--state <state>', 'queued, sent, failed or unknown')
  .option('--limit <n>', 'how many', '50')
  .action(act(async (g, o) => (await import('./commands/ways')).outboxList(g, o as { limit: string })))

ofTenant(command(program, 'import <file...>', 'Take in JSONL, CSV, mbox or .eml files (also .gz)'))
  .option('--map <map>', 'which field is which: a JSON file, or such as fields.text=Body,fields.id=Ticket')
  .option('--channel <name>', 'channel of the messages')
  .option('--live', 'as if they came now: clocks run and people are told')
  .option('--dry-run', 'read and count, write nothing')
  .action(act(async (g, files, o) => (await import('./commands/import')).importFiles(g, files as string[], o as object)))
command(program, 'classify [text]', 'What the detector makes of a text, or of NDJSON on stdin')
  .option('--explain', 'with reasons, for people')
  .option('--ndjson', 'one JSON object a line in, one out')
  .option('--lang <code>')
  .action(act(async (g, text, o) => (await import('./commands/classify')).classify(g, text as string | undefined, o as object)))
const clocks = command(program, 'clocks', 'What is due, why, and what would be')
ofTenant(command(clocks, 'list', 'What is due', { isDefault: true }))
  .option('--due <span>', 'within this time, such as 4h or 2d')
  .option('--limit <n>', 'how many', '100')
  .action(act(async (g, o) => (await import('./commands/clocks/list')).list(g, o as { limit: string })))
ofTenant(command(clocks, 'explain <case>', 'Why the clocks of a case are due when they are')).action(
  act(async (g, id, o) => (await import('./commands/clocks/explain')).explain(g, String(id), o as object)),
)
ofTenant(command(clocks, 'simulate', 'Every milestone of a case that does not exist'))
  .requiredOption('--regime <id>', 'rule book, also as ID@VERSION, or a file of your own')
  .requiredOption('--received <time>', "ISO 8601; without an offset in the rule book's zone")
  .option('--class <id>', 'class of the rule book')
  .option('--fact <name=value...>', 'what is known of the case; may be given several times', each)
  .option('--event <name=time...>', 'what happened and when; may be given several times', each)
  .option('--calendar <place>', 'whose days count, such as AU-NSW or TH-bank')
  .option('--channel <name>', 'through which it came')
  .option('--now <time>', 'windows that have run out by then have ended')
  .action(act(async (g, o) => (await import('./commands/clocks/simulate')).simulate(g, o as { regime: string; received: string })))
const detector = program.command('detector').description('Train, judge and calibrate models of your own')
learningCommands(detector, { command, ofTenant, act })
trainingCommands(detector, { command, several, act })
regimeCommands(program, { command, ofTenant, act })
command(program, 'doctor', 'Check everything and say how to mend it').action(
  act(async (g) => (await import('./commands/doctor')).doctor(g)),
)
command(program, 'backup', 'Write a verified backup')
  .requiredOption('--to <file>')
  .action(act(async (g, o) => (await import('./commands/backup')).backup(g, o as { to: string })))
program
  .command('restore <file>')
  .description('Restore a backup into a new directory')
  .exitOverride()
  .requiredOption('--dir <dir>', 'an empty or new directory')
  .option('--json', 'one JSON value on stdout')
  .option('-q, --quiet', 'no progress')
  .action(act(async (g, file) => (await import('./commands/backup')).restore(g, String(file))))
const bench = program.command('bench').description('Measure this machine')
command(bench, 'ingest', 'Messages a second with full effect')
  .option('--seconds <n>', 'length of a run', '60')
  .option('--connections <n>', 'open connections', '64')
  .option('--runs <n>', 'measured runs', '3')
  .action(act(async (g, o) => (await import('./commands/bench')).ingest(g, o as object)))
command(bench, 'detector', 'Quality and speed beside natural, AFINN and fastText, on the same rows')
  .option('--data <dir>', 'rows of your own: train.jsonl, and dev or test (also .gz)')
  .option('--label <field>', 'the field that says what is a complaint', 'complaint')
  .addOption(new Option('--engine <name>', 'measure one of them in this process').hideHelp())
  .action(act(async (g, o) => (await import('./commands/bench')).detector(g, o as object)))
command(bench, 'deadlines', 'How late clocks fire when many are due at once')
  .option('--open <n>', 'open clocks', '1000000')
  .option('--due <n>', 'due in one instant', '10000')
  .option('--runs <n>', 'measured runs of that', '3')
  .option('--load <n>', 'once more while so many messages a second arrive', '0')
  .action(act(async (g, o) => (await import('./commands/bench')).deadlines(g, o as object)))
command(program, 'manual', 'Every option and its meaning').action(act(async (g) => (await import('./commands/manual')).manual(g)))

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage
  if (asJson && process.exitCode !== 0) fail({ json: true }, EXIT.usage, error.message.replace(/^error: /, ''))
}
