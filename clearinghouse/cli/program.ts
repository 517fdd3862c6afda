/** The `kakitome` command: its verbs, its global options, and how each ends. Logic is in the verbs' files; here is only the list. */
import { Command, CommanderError } from 'commander';
import { accounts } from './accounts.ts';
import { addressAdd } from './address-add.ts';
import { addressRemove } from './address-remove.ts';
import { audit } from './audit.ts';
import { boardVerbs } from './board/index.ts';
import { chequeInspect } from './cheque-inspect.ts';
import { chequeKey } from './cheque-key.ts';
import { chequeOpen } from './cheque-open.ts';
import { chequeSeal } from './cheque-seal.ts';
import { chequeShow } from './cheque-show.ts';
import { claimCollect } from './claim-collect.ts';
import { claimList } from './claim-list.ts';
import { deposit } from './deposit.ts';
import { disputeReject, disputeUphold } from './dispute-decide.ts';
import { disputeList } from './dispute-list.ts';
import { disputeShow } from './dispute-show.ts';
import { doctor } from './doctor.ts';
import { formCheck } from './form-check.ts';
import { formMake } from './form-make.ts';
import { init } from './init.ts';
import { letterExplain } from './letter-explain.ts';
import { letterImport } from './letter-import.ts';
import { letterList } from './letter-list.ts';
import { letterRequeue } from './letter-requeue.ts';
import { letterShow } from './letter-show.ts';
import { tell } from './mistake.ts';
import { numbersIssue } from './numbers-issue.ts';
import { numbersShow } from './numbers-show.ts';
import { numbersVoid } from './numbers-void.ts';
import { partyAdd } from './party-add.ts';
import { partyBoard } from './party-board.ts';
import { partyFee } from './party-fee.ts';
import { partyLimits } from './party-limits.ts';
import { partyList } from './party-list.ts';
import { partyRename } from './party-rename.ts';
import { partyScheme } from './party-scheme.ts';
import { partyShow } from './party-show.ts';
import { partyStatements } from './party-statements.ts';
import { paymentList } from './payment-list.ts';
import { paymentShow } from './payment-show.ts';
import { orderPageStart } from './order-page-start.ts';
import { painted } from './paint.ts';
import { plain } from './print.ts';
import { refundApprove, refundRefuse } from './refund-decide.ts';
import { refundList } from './refund-list.ts';
import { replay } from './replay.ts';
import { start } from './start.ts';
import { statement } from './statement.ts';
import { storeCopy } from './store-copy.ts';
import { examples, type Run, type Terminal, type Verb } from './verb.ts';
import { walletEnrol } from './wallet-enrol.ts';
import { walletKey } from './wallet-key.ts';
import { walletList } from './wallet-list.ts';
import { walletRevoke } from './wallet-revoke.ts';
import { walletRotate } from './wallet-rotate.ts';
import { withdraw } from './withdraw.ts';

/** Verbs that stand alone, and verbs below a noun. */
const ALONE: readonly Verb[] = [init, start, deposit, withdraw, accounts, statement, audit, replay, doctor];
const NOUNS: readonly (readonly [noun: string, about: string, verbs: readonly Verb[]])[] = [
  ['party', 'customers: buyers and merchants', [partyAdd, partyList, partyShow, partyBoard, partyFee, partyLimits, partyRename, partyScheme, partyStatements]],
  ['address', 'the mail addresses under which a party is known', [addressAdd, addressRemove]],
  ['payment', 'payments, from the first mail to the last', [paymentList, paymentShow]],
  ['refund', 'money that merchants wish to give back', [refundList, refundApprove, refundRefuse]],
  ['dispute', 'buyers\' cases about payments that were made', [disputeList, disputeShow, disputeUphold, disputeReject]],
  ['claim', 'what merchants owe the bank', [claimList, claimCollect]],
  ['letter', 'mails as they were received', [letterImport, letterList, letterShow, letterExplain, letterRequeue]],
  ['wallet', 'the bank\'s wallet keys, and buyers\' wallets', [walletEnrol, walletRevoke, walletList, walletKey, walletRotate]],
  ['cheque', 'sealed cheque files: what became of them, and how buyers at a terminal make them', [chequeShow, chequeOpen, chequeSeal, chequeKey, chequeInspect]],
  ['numbers', 'cards of printed settlement numbers', [numbersIssue, numbersShow, numbersVoid]],
  ['form', 'the form of membership on paper', [formMake, formCheck]],
  ['order-page', 'the shops\' order pages on the web', [orderPageStart]],
  ['store', 'where the bank keeps what it must not forget', [storeCopy]],
  ['board', 'the public board: registered mail as a log that nobody can alter unnoticed', boardVerbs],
];

const DEFAULT_CONFIG = './kakitome.toml';

/** `colour`: whether what is painted gets its colours; absent: no. */
export type Output = { readonly out: (bytes: string | Uint8Array) => void; readonly err: (text: string) => void; readonly outIsTerminal: boolean; readonly colour?: boolean };

/** Runs the command to its end and resolves with the exit code. Never rejects: what went wrong is one line on stderr. */
export async function runCommand(args: readonly string[], output: Output): Promise<number> {
  const ending = { code: 0 };
  const program = declare(output, ending);
  try {
    await program.parseAsync(spelledOut(args), { from: 'user' });
    return ending.code;
  } catch (error) {
    if (error instanceof CommanderError) return endOfCommander(error, aboutOf(program, args), output);
    const { line, code } = tell(error);
    output.err(`kakitome: ${plain(line)}\n`);
    if (program.opts<Globals>().trace === true && error instanceof Error) output.err(`${plain(error.stack ?? '')}\n`);
    return code;
  }
}

/** Commander takes one word behind `help`; `help wallet enrol` is the help of that verb. */
function spelledOut(args: readonly string[]): string[] {
  if (args.length === 0) return ['help'];
  return args[0] === 'help' && args.length > 2 ? [...args.slice(1), '--help'] : [...args];
}

/** `cheque seal`, `cheque` or null: what the arguments are for. */
function aboutOf(program: Command, args: readonly string[]): string | null {
  const noun = program.commands.find((one) => args.includes(one.name()));
  const verb = noun?.commands.find((one) => args.includes(one.name()));
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
  for (const [noun, about, verbs] of NOUNS) {
    const parent = program.command(noun).description(about);
    for (const verb of verbs) verb(parent, run);
  }
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
