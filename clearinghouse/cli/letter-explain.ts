/** `kakitome letter explain`: everything that the bank sees in a mail, and what it would do. Changes nothing. */
import { existsSync } from 'node:fs';
import { loadConfig, type Config } from '../config.ts';
import type { ExplainedOutcome } from '../explain/dissect.ts';
import { explainPool, readerSettings, settingsWithoutBank } from '../readers.ts';
import type { ReaderSettings } from '../mail/read-letter.ts';
import type { Office } from '../office.ts';
import { makeDigest } from '../protocol/secret.ts';
import { askBank } from './letter-explain-decision.ts';
import { hideKnown } from './letter-explain-hide.ts';
import { liveNumbersIn } from './live-number.ts';
import { isLetterNumber, readGiven, storedGiven, type Given, type InputOptions } from './letter-explain-input.ts';
import { exitCodeOf, outcomeOf, type Page } from './letter-explain-page.ts';
import { explanationShape } from './letter-explain-shape.ts';
import { explanationLines } from './letter-explain-text.ts';
import { noteView } from './letter-view.ts';
import { mistake, withExitCode } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { endingWith, examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = InputOptions & { readonly offline?: boolean; readonly bank: boolean; readonly reason?: string; readonly all?: boolean };

const UNREADABLE = 2;

export const letterExplain: Verb = (parent, run) =>
  void parent
    .command('explain')
    .description('all that the bank sees in a mail, and what it would do and answer; nothing is changed. Exit code 0: it would be taken, 1: it would not, 2: it could not be looked at')
    .argument('<mail>', 'a file (.eml), `-` for stdin, or the number of a letter of the store')
    .option('--all', 'also the questions that were answered no, each on its line')
    .option('--offline', 'ask no name server: what can\'t be known without is told')
    .option('--no-bank', 'without a bank\'s database: what kind of letter it is, and whether it can be read')
    .option('--received-at <time>', 'when it was received, with its zone; signatures are judged by it (default: its topmost Received field, else now)')
    .option('--ip <address>', 'the client that brought it, for SPF')
    .option('--mail-from <address>', 'its envelope sender')
    .option('--rcpt-to <address...>', 'its envelope recipients')
    .option('--reason <text>', 'of a letter of the store: why its words are looked at; each view is noted beside the database')
    .exitOverride(endingWith(UNREADABLE))
    .addHelpText('after', examples('letter explain order.eml', 'letter explain order.eml --offline --no-bank', 'letter explain 12 --reason "ticket 311: why was it refused?"', 'letter explain - --json < order.eml'))
    .action(run(explain));

async function explain(terminal: Terminal, what: string, options: Options): Promise<ExitCode> {
  try {
    return options.bank ? await withOffice(withHint(terminal), (office) => explainAtBank(terminal, office, what, options)) : await explainAlone(terminal, what, options);
  } catch (error) {
    throw withExitCode(error, UNREADABLE);
  }
}

/** A developer has a mail and no bank: the way out is told with the mistake. */
function withHint(terminal: Terminal): Terminal {
  if (!existsSync(terminal.config)) throw mistake('--config', `no file ${terminal.config}`, 'the bank\'s configuration, or --no-bank to look at the mail alone');
  return terminal;
}

async function explainAtBank(terminal: Terminal, office: Office, what: string, options: Options): Promise<ExitCode> {
  const { store, rulebook, config, keys, clock } = office;
  const stored = isLetterNumber(what);
  const given = stored ? await storedGiven(office, what) : readGiven(what, options, clock.now());
  if (given.stored !== null && options.reason !== undefined) noteView(office, given.stored.row.letterId, 'text', options.reason);
  const { read, crash } = await readApart(readerSettings(config, keys.peppers), given, options);
  const withText = !stored || options.reason !== undefined;
  const all = options.all === true;
  if (read === null) return print(terminal, { given, bank: null, read, crash, withText, all });
  const answer = await askBank({ ...office, store }, { reading: read.reading, receivedAt: given.letter.receivedAt, ownLetter: given.stored?.row.letterId ?? null, now: clock.now() });
  const dissection = hideKnown(read.dissection, [...answer.secrets, ...(await liveNumbersIn(office, read.reading))], makeDigest(keys.peppers));
  return print(terminal, { given, bank: { name: rulebook.bank.name, timeZone: rulebook.bank.timeZone, answer }, read: { ...read, dissection }, crash, withText, all });
}

async function explainAlone(terminal: Terminal, what: string, options: Options): Promise<ExitCode> {
  if (isLetterNumber(what)) throw mistake('letter', what, 'a file or `-`, with --no-bank (letters with numbers stand in a bank\'s store)');
  const given = readGiven(what, options, Date.now());
  const settings = existsSync(terminal.config) ? asAlone(loadConfig(terminal.config)) : settingsWithoutBank();
  const { read, crash } = await readApart(settings, given, options);
  return print(terminal, { given, bank: null, read, crash, withText: true, all: options.all === true });
}

/** Name servers and limits of the bank, none of its keys. */
const asAlone = (config: Config): ReaderSettings => readerSettings(config, settingsWithoutBank().peppers);

async function readApart(settings: ReaderSettings, { letter }: Given, { offline = false }: Options): Promise<Pick<Page, 'read' | 'crash'>> {
  const pool = explainPool(settings);
  try {
    const outcome = await pool.read(letter, !offline);
    switch (outcome.kind) {
      case 'reading': {
        const { reading, assumed, dissection } = outcome as ExplainedOutcome;
        return { read: { reading: assumed ?? reading, dissection, assumed: assumed !== null }, crash: null };
      }
      case 'crashed':
        return { read: null, crash: { reason: outcome.reason, detail: outcome.detail } };
      case 'retry':
        throw new Error(`it can't be read now: ${outcome.reason}`);
      default:
        return outcome satisfies never;
    }
  } finally {
    await pool.close();
  }
}

function print(terminal: Terminal, page: Page): ExitCode {
  if (terminal.json) show(terminal, '', explanationShape(page));
  else terminal.paint(explanationLines(page));
  return exitCodeOf(outcomeOf(page));
}
