/** The `kakitome-merchant` command: its verbs, its global options, and how each ends. Logic is in the verbs' files; here is only the list. */
import { Command, CommanderError } from 'commander';
import { catalogCheck } from './catalog-check.ts';
import { doctor } from './doctor.ts';
import { init } from './init.ts';
import { tell } from './mistake.ts';
import { orderShow } from './order-show.ts';
import { orders } from './orders.ts';
import { plain } from './print.ts';
import { start } from './start.ts';
import { examples } from './verb.ts';
import type { Run, Terminal, Verb } from './verb.ts';

const ALONE: readonly Verb[] = [init, start, orders, doctor];
const NOUNS: readonly (readonly [noun: string, about: string, verbs: readonly Verb[]])[] = [
  ['order', 'one order', [orderShow]],
  ['catalog', 'the shop\'s catalogue', [catalogCheck]],
];

const DEFAULT_CONFIG = './merchant.toml';

export type Output = { readonly out: (text: string) => void; readonly err: (text: string) => void };

type Globals = { readonly config: string; readonly json?: boolean; readonly trace?: boolean };

/** Runs the command to its end and resolves with the exit code. Never rejects: what went wrong is one line on stderr. */
export async function runCommand(args: readonly string[], output: Output): Promise<number> {
  const ending = { code: 0 };
  const program = declare(output, ending);
  try {
    await program.parseAsync(args.length === 0 ? ['help'] : [...args], { from: 'user' });
    return ending.code;
  } catch (error) {
    if (error instanceof CommanderError) return endOfCommander(error, output);
    const { line, code } = tell(error);
    output.err(`kakitome-merchant: ${plain(line)}\n`);
    if (program.opts<Globals>().trace === true && error instanceof Error) output.err(`${plain(error.stack ?? '')}\n`);
    return code;
  }
}

function declare(output: Output, ending: { code: number }): Command {
  const program = new Command('kakitome-merchant')
    .description('A shop\'s agent: forwards orders from its mailbox to the bank, and tells to ship when the bank\'s receipt proves itself.')
    .option('--config <file>', 'the configuration file', DEFAULT_CONFIG)
    .option('--json', 'print JSON instead of text')
    .option('--trace', 'with a fault of the program: where it happened')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => output.out(text), writeErr: () => undefined })
    .exitOverride()
    .addHelpText('after', examples('init shop --address shop@tea.example --bank pay@bank.example', 'doctor --config shop/merchant.toml', 'start --config shop/merchant.toml', 'orders --state draft', 'order show 12'));
  const run: Run = (work) => async (...given) => {
    const { config, json = false } = program.opts<Globals>();
    const terminal: Terminal = { json, config, print: (text) => output.out(`${plain(text)}\n`), note: (text) => output.err(`kakitome-merchant: ${plain(text)}\n`) };
    // The last that commander gives is the command itself.
    ending.code = await work(terminal, ...(given.slice(0, -1) as never));
  };
  for (const verb of ALONE) verb(program, run);
  for (const [noun, about, verbs] of NOUNS) {
    const parent = program.command(noun).description(about);
    for (const verb of verbs) verb(parent, run);
  }
  return program;
}

/** Help that was asked for is no error. */
function endOfCommander(error: CommanderError, output: Output): number {
  if (error.exitCode === 0) return 0;
  const found = error.code === 'commander.help' ? 'found no verb; expected one of those that the help shows' : error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
  output.err(`kakitome-merchant: ${plain(found)} (\`kakitome-merchant help\` shows what is expected)\n`);
  return error.exitCode;
}
