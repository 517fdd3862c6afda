/** The `kakitome` command: its verbs, its global options, and how each ends. The verbs are listed in verbs.ts; their logic is in their own files. */
import { Command, CommanderError } from 'commander';
import { tell } from './mistake.ts';
import { painted } from './paint.ts';
import { plain } from './print.ts';
import { examples, type Run, type Terminal } from './verb.ts';
import { ALONE, NOUNS, type Noun } from './verbs.ts';

const DEFAULT_CONFIG = './kakitome.toml';

/** `colour`: whether what is painted gets its colours; absent: no. */
export type Output = { readonly out: (bytes: string | Uint8Array) => void; readonly err: (text: string) => void; readonly outIsTerminal: boolean; readonly colour?: boolean };

/** Runs the command to its end and resolves with the exit code. Never rejects: what went wrong is one line on stderr. */
export async function runCommand(args: readonly string[], output: Output): Promise<number> {
  const ending = { code: 0 };
  const program = declare(output, ending);
  try {
    await program.parseAsync(spelledOut(program, args), { from: 'user' });
    return ending.code;
  } catch (error) {
    if (error instanceof CommanderError) return endOfCommander(error, aboutOf(program, args), output);
    const { line, code } = tell(error);
    output.err(`kakitome: ${plain(line)}\n`);
    if (program.opts<Globals>().trace === true && error instanceof Error) output.err(`${plain(error.stack ?? '')}\n`);
    return code;
  }
}

/**
 * Commander takes one word behind `help`, and knows nothing then of verbs that are still to be loaded: `help wallet enrol` is `wallet enrol --help`. Of what there is
 * not there is no help either.
 */
function spelledOut({ commands }: Command, args: readonly string[]): string[] {
  if (args.length === 0) return ['help'];
  const at = args.findIndex((word, index) => !word.startsWith('-') && args[index - 1] !== '--config');
  const [asked, ...words] = args.slice(Math.max(at, 0));
  if (asked !== 'help' || words.length === 0) return [...args];
  const known = words[0] === 'help' || commands.some((one) => one.name() === words[0]);
  return [...args.slice(0, at), ...words, ...(known ? ['--help'] : [])];
}

/** `cheque seal`, `cheque` or null: what the arguments are for. The first of them that names something counts: `board withdraw` is no `withdraw`. */
function aboutOf(program: Command, args: readonly string[]): string | null {
  const named = ({ commands }: Command): Command | undefined => args.flatMap((word) => commands.find((one) => one.name() === word) ?? [])[0];
  const noun = named(program);
  const verb = noun === undefined ? undefined : named(noun);
  return noun === undefined ? null : [noun, verb].flatMap((one) => one?.name() ?? []).join(' ');
}

type Globals = { readonly config: string; readonly json?: boolean; readonly trace?: boolean };

function declare(output: Output, ending: { code: number }): Command {
  const program = new Command('kakitome')
    .description('A payment clearinghouse that people use by e-mail.')
    .option('--config <file>', 'the configuration file', DEFAULT_CONFIG)
    .option('--json', 'print JSON instead of text, for everything that reads')
    .option('--trace', 'with a fault of the program: where it happened')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => output.out(text), writeErr: () => undefined })
    .showSuggestionAfterError(true)
    .exitOverride()
    .addHelpText('after', examples('init bank', 'start --config bank/kakitome.toml', 'accounts --config bank/kakitome.toml --json', 'help deposit'));
  const run: Run = (work) => async (...given) => {
    // The last two that commander gives are the options and the command; the work takes the options, the command knows the global ones.
    ending.code = await work(terminalOf(program.opts<Globals>(), output), ...(given.slice(0, -1) as never));
  };
  for (const verb of ALONE) verb(program, run);
  const loads = new Map<Command, Noun[2]>();
  for (const [noun, about, load] of NOUNS) loads.set(program.command(noun).description(about), load);
  program.hook('preSubcommand', async (_program, noun) => {
    for (const verb of (await loads.get(noun)?.()) ?? []) verb(noun, run);
  });
  return program;
}

function terminalOf(globals: Globals, { out, err, outIsTerminal, colour = false }: Output): Terminal {
  return {
    json: globals.json === true,
    config: globals.config,
    print: (text) => out(`${plain(text)}\n`),
    paint: (lines) => out(painted(lines, colour)),
    write: (bytes) => out(outIsTerminal ? plain(Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n')) : bytes),
    note: (text) => err(`kakitome: ${plain(text)}\n`),
  };
}

/** Help that was asked for is no error. Anything else that commander finds is a mistake in the arguments, told in one line. */
function endOfCommander(error: CommanderError, about: string | null, output: Output): number {
  if (error.exitCode === 0) return 0;
  // Commander would answer a noun without a verb with its whole help.
  const found = error.code === 'commander.help' ? `${about ?? 'command'}: found no verb; expected one of those below it` : error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
  output.err(`kakitome: ${plain(found)} (\`kakitome help${about === null ? '' : ` ${about}`}\` shows what is expected)\n`);
  return error.exitCode;
}
