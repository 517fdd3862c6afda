/** `kakitome board withdraw`: erases the public face of an entry, and all that we keep of what could open it. Its leaf stays, so that the log still audits. */
import { join } from 'node:path';
import { openDirectory } from '../../../bulletin-board/directory.ts';
import { parseFace, parseLeaf, parsePlace, placeText } from '../../../bulletin-board/format/entry.ts';
import { utf8 } from '../../../bulletin-board/format/encoding.ts';
import { facePath } from '../../../bulletin-board/format/tile.ts';
import type { LogRow } from '../../../bulletin-board/ports.ts';
import { logFolder } from '../../../bulletin-board/sequencer/log.ts';
import { boardFolder, currentLog } from '../../board-logs.ts';
import type { Config } from '../../config.ts';
import type { Payment } from '../../core/payment.ts';
import { reasonTrouble, REASON_CHARACTERS } from '../../protocol/alias.ts';
import { readReference, showReference } from '../../protocol/reference.ts';
import type { Office } from '../../office.ts';
import type { EntryRow } from '../../store/store.ts';
import { byOption, readPeople } from '../booking.ts';
import { findPayment, quoted } from '../find.ts';
import { instruct } from '../instruct.ts';
import { mistake, type Mistake } from '../mistake.ts';
import { namesIn } from '../names.ts';
import { show } from '../print.ts';
import { withOffice } from '../session.ts';
import { sideJson, showSide } from '../shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from '../verb.ts';
import { requireBoard } from './require-board.ts';

type Options = { readonly reason: string; readonly log?: string; readonly by?: readonly string[] };

export const boardWithdraw: Verb = (parent, run) =>
  void parent
    .command('withdraw')
    .description('erase the public face of an entry and our openings of it; an entry "withdrawn" says so, the log still audits')
    .argument('<index>', 'its index in the log, its place as receipts write it (bank.example/board/2026#17), or its id (K7F3-K29Q.settled)')
    .requiredOption('--reason <text>', `for everybody to read: at most ${REASON_CHARACTERS} characters, naming nobody`)
    .option('--log <year>', 'the log that the index is of, where it is not the one that runs')
    .option(...byOption)
    .addHelpText('after', examples('board withdraw 1042 --reason "at the wish of the person concerned" --by Sato --by Mori', 'board withdraw 17 --log 2026 --reason "published by mistake"', 'board withdraw K7F3-K29Q.settled --reason "at the wish of the person concerned"'))
    .action(run(withdraw));

function withdraw(terminal: Terminal, which: string, options: Options): Promise<ExitCode> {
  const reason = readReason(options.reason);
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    requireBoard(office.config);
    const { store } = office;
    const entryId = await findEntryId(office, which, options.log);
    await instruct(office, { kind: 'withdraw-face', entryId, reason, by }, entryId);
    const payment = await findPayment(store, entryId.split('.')[0] ?? '');
    const entries = await store.listEntries({ payment: payment.id, limit: MOST_ENTRIES });
    const entry = entries.find(({ id }) => id === entryId);
    if (entry?.place == null) throw new Error(`entry ${entryId} was withdrawn and has no place`);
    const names = await namesIn(store, [payment]);
    const sides = [payment.buyer, payment.merchant].filter((side) => side !== null);
    const others = entries.filter(hasFace).map(({ id }) => id).toSorted();
    const shape = { entry: entryId, kind: entry.kind, reference: showReference(payment.reference), origin: entry.place.origin, index: entry.place.index, reason, by, tell: sides.map((side) => sideJson(side, names)), others };
    show(terminal, withdrawnText(payment, entry, reason, { tell: sides.map((side) => showSide(side, names)), others }), shape);
    return 0;
  });
}

/** A payment has a handful, one more for each part that is given back, and as many withdrawals. */
const MOST_ENTRIES = 1_000;

function readReason(text: string): string {
  const reason = text.trim().normalize('NFC');
  const trouble = reasonTrouble(reason);
  if (trouble !== null) throw mistake('--reason', quoted(text), `${trouble}: everybody reads it`);
  return reason;
}

async function findEntryId(office: Office, which: string, log: string | undefined): Promise<string> {
  const [, reference = '', kind = ''] = /^([^.#]+)\.([a-z-]+(?:\.\d+)?)$/.exec(which) ?? [];
  const read = readReference(reference);
  if (read !== null) return `${read}.${kind}`;
  const logs = await office.store.listLogs();
  if (which.includes('#')) {
    const { origin, index } = readPlace(which);
    return entryIdAt(office, logOf(logs, origin), index);
  }
  if (!/^(0|[1-9]\d{0,14})$/.test(which)) throw mistake('index', quoted(which), 'the index of an entry such as 17, its place, or its id such as K7F3-K29Q.settled (`kakitome payment show` tells both)');
  return entryIdAt(office, logOf(logs, log), Number(which));
}

function readPlace(text: string): { readonly origin: string; readonly index: number } {
  try {
    return parsePlace(text);
  } catch {
    throw mistake('index', quoted(text), 'a place such as bank.example/board/2026#17');
  }
}

const nameOf = ({ origin }: LogRow): string => origin.slice(origin.lastIndexOf('/') + 1);

/** By its year or its whole name; absent: the one that runs. */
function logOf(logs: readonly LogRow[], name: string | undefined): LogRow {
  const log = name === undefined ? currentLog(logs) : logs.find((one) => one.origin === name || nameOf(one) === name);
  if (log !== undefined) return log;
  const known = logs.map(nameOf).join(', ');
  throw mistake('log', name === undefined ? 'none' : quoted(name), known === '' ? 'a board that was begun (`kakitome board begin`)' : `one of ${known} (\`kakitome board status\` shows them)`);
}

/** An entry's face names its payment; which of the payment's entries it is, its place alone says: there may be several of a kind. */
async function entryIdAt({ store, config }: Office, { origin, assigned }: LogRow, index: number): Promise<string> {
  const place = placeText(origin, index);
  const [row] = await store.readEntries(origin, index, 1);
  if (row?.index !== index) throw mistake('index', place, `an entry of this log, which has ${assigned}${assigned === 0 ? '' : ` (0 to ${assigned - 1})`}`);
  const { kind } = parseLeaf(row.leaf);
  if (kind === 'ends' || kind === 'continues') throw mistake('index', `${place}, an entry of the log itself ("${kind}")`, 'an entry of a payment: the log\'s own have no face and stay');
  if (kind === 'withdrawn') throw mistake('index', `${place}, itself a withdrawal`, 'an entry of a payment: that something was withdrawn stays');
  if (!row.known) throw await unknownEntry(config, origin, index);
  if (row.face === null) throw mistake('index', `${place}, whose face is withdrawn already`, 'an entry that has its face');
  const shown = parseFace(utf8(row.face)).find(({ name }) => name === 'reference')?.value;
  const reference = readReference(shown ?? '');
  if (reference === null) throw new Error(`the face of ${place} names no payment`);
  const { id: payment } = await findPayment(store, reference);
  const entry = (await store.listEntries({ payment, limit: MOST_ENTRIES })).find((one) => one.place?.origin === origin && one.place.index === index);
  if (entry === undefined) throw new Error(`the payment ${reference}, which the face of ${place} names, has no entry there`);
  return entry.id;
}

/** It was published after the copy was made that the database was put back from. Without its payment no withdrawal of it can be written. */
async function unknownEntry(config: Config, origin: string, index: number): Promise<Mistake> {
  const file = `${logFolder(origin)}/${facePath(index)}`;
  const served = (await openDirectory(boardFolder(config)).read(file)) !== null;
  const face = served ? `whose face is still public: ${join(boardFolder(config), file)}` : 'whose face is not in the public folder';
  const advice = served ? '. A face that has to go all the same goes by hand: remove that file here, from mirrors and from caches, note who asked and why, and tell readers; audits of this log say from then on that a face is missing without a word' : '';
  return mistake('index', `${placeText(origin, index)}, published and not in this database (the log was given up, see \`kakitome board monitor --full\`), ${face}`, `an entry of this database: only of those it can write that the face was withdrawn${advice}`);
}

/** Other entries of the payment that everybody can read still; a withdrawal names no payment. */
const hasFace = ({ kind, forBoard, erasedAt }: EntryRow): boolean => kind !== 'withdrawn' && forBoard && erasedAt === null;

type Left = { readonly tell: readonly string[]; readonly others: readonly string[] };

function withdrawnText({ reference }: Payment, { kind, place }: EntryRow, reason: string, { tell, others }: Left): string {
  return `Withdrawn: ${place === null ? 'the entry' : placeText(place.origin, place.index)} (${kind}, ${showReference(reference)}), with the public reason "${reason}".

Erased now: our copy of its face, its salts, its private fields, and the signed receipts that we kept.
Next, by the daemon: the entry "withdrawn" is published with this reason; then the face file is removed.
It stays: the leaf in the log, of which without salts nobody learns more than its kind; the payment, and who chose which alias, in our books; a receipt in a mail that came back to us.
Out of our reach: the receipts in both sides' mailboxes, what readers, mirrors and search engines have copied, and back-ups until they are overwritten.

To be told (GDPR article 19), so that they erase their copies too:
${[...tell, 'whoever mirrors this board'].map((who) => `  ${who}`).join('\n')}${others.length === 0 ? '' : `\n\nOf this payment everybody can still read ${others.join(' and ')}: each is withdrawn by itself.`}`;
}
