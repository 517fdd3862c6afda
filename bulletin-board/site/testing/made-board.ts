/** A board for the tests of the site: two logs, every kind of entry, faces that are withdrawn, missing, false and hostile. It grows on demand. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { committed, continuesEntry, endsEntry, fixtureReference, minute, salted, withdrawnEntry, type FixtureEntry } from '../../fixtures/entries.ts';
import { makeLog, type MadeLog } from '../../fixtures/make-log.ts';
import { receiptOf, type NamedFile } from '../../fixtures/receipt.ts';
import { DETAILS_DOMAIN, FACE_DOMAIN } from '../../format/commitment.ts';
import { utf8 } from '../../format/encoding.ts';
import { changeDetails, faceText, leafBytes, openingText, parseOpening, type ChangeKind, type DetailName } from '../../format/entry.ts';
import { evidenceBytes, parseEvidence, receiptFiles } from '../../format/evidence.ts';
import { facePath } from '../../format/tile.ts';

export const HOST = 'board.bank.example';
export const OLD_ORIGIN = `${HOST}/board/2025`;
export const ORIGIN = `${HOST}/board/2026`;
const SEED = 'site';
/** 2026-11-21T10:40:30Z */
export const NOW = Date.UTC(2026, 10, 21, 10, 40, 30);

export type Chosen = { readonly alias?: string; readonly shop?: string; readonly ordered?: number; readonly text?: string };

/** One change of payment `payment`. */
export function change(payment: number, kind: ChangeKind, at: number, { alias, shop, ordered, text }: Chosen = {}): FixtureEntry {
  const reference = fixtureReference(payment, SEED);
  const place = `${payment}.${kind}`;
  const fields: readonly (readonly [string, string])[] = [['kind', kind], ['reference', reference], ['time', minute(at)], ...(alias === undefined ? [] : [['alias', alias] as const]), ...(ordered === undefined ? [] : [['ordered', minute(ordered)] as const]), ...(shop === undefined ? [] : [['shop', shop] as const]), ...(text === undefined ? [] : [['text', text] as const])];
  const face = salted(fields, SEED, place, 'face');
  const told: Readonly<Record<DetailName, string>> = {
    reference, payer: 'Takao Buyer <buyer@buyer.example>', payee: `${shop ?? 'Green Tea House'} <shop@shop.example>`, total: `JPY ${4_741 + payment}`, invoice: '',
    ordered: ordered === undefined ? '' : new Date(ordered).toISOString(), at: new Date(at).toISOString(), 'order-message-id': `order-${payment}@buyer.example`, letter: '',
  };
  const details = salted(changeDetails.map((name) => [name, told[name]] as const), SEED, place, 'details');
  return { leaf: leafBytes({ kind, face: committed(FACE_DOMAIN, face), details: committed(DETAILS_DOMAIN, details) }), face: faceText(face), opening: openingText(details) };
}

export const referenceOf = (payment: number): string => fixtureReference(payment, SEED);

const MINUTE = 60_000;
const ALIASES = ['T.K.', '抹茶好き', 'Reader 7', 'M. O.'];
const SHOPS = ['Green Tea House', '丸善堂書店', 'Bäckerei Süß'];

export const HOSTILE_ALIAS = `<img src=x onerror=alert(1)>"'&\u200B\uD83D\uDE00${'Z\u0301'.repeat(3)}${'Ж\u0334\u0335\u0336\u0337\u0338'.repeat(20)}`;
/** The format refuses such a face: it is false. */
const STEERING_ALIAS = 'abc\u202Egnp.exe\u0000';
export const HOSTILE_SHOP = `</script><script>alert(2)</script>${'長い店名'.repeat(300)}`;

/** A bank of ours takes no < and no >; another might. */
export const HOSTILE_TEXT = `</q><b onmouseover=alert(3)>Tea & "cake"</b>${'Donaudampfschifffahrt'.repeat(6)}`.slice(0, 140);

/** The entries of the newer log; `later`: those that come at the end. */
function entriesOfNow(final: MadeLog, later: readonly FixtureEntry[]): readonly FixtureEntry[] {
  const before = NOW - 400 * MINUTE;
  const busy = Array.from({ length: 120 }, (_, at): FixtureEntry => {
    const payment = Math.floor(at / 2);
    const chosen = payment % 3 === 0 ? { alias: ALIASES[payment % 4] ?? '', ...(payment % 2 === 0 ? { shop: SHOPS[payment % 3] ?? '' } : {}) } : payment % 5 === 1 ? { shop: SHOPS[payment % 3] ?? '' } : {};
    return change(payment, at % 2 === 0 ? 'accepted' : payment % 9 === 4 ? 'returned' : 'settled', before + at * 3.3 * MINUTE, chosen);
  });
  const special: readonly FixtureEntry[] = [
    change(10, 'refunded', NOW - 20 * MINUTE),
    change(8, 'disputed', NOW - 14 * MINUTE),
    withdrawnEntry(ORIGIN, 3, NOW - 12 * MINUTE, SEED),
    change(200, 'posted', NOW - 11 * MINUTE, { alias: 'T.K.', ordered: NOW - 12 * MINUTE, text: HOSTILE_TEXT }),
    change(201, 'accepted', NOW - 9 * MINUTE, { alias: HOSTILE_ALIAS, shop: HOSTILE_SHOP }),
    change(202, 'accepted', NOW - 8 * MINUTE),
    change(203, 'accepted', NOW - 7 * MINUTE),
    change(200, 'accepted', NOW - 5 * MINUTE, { alias: 'T.K.', ordered: NOW - 12 * MINUTE, shop: '丸善堂書店' }),
    change(204, 'accepted', NOW - 4 * MINUTE),
    change(202, 'settled', NOW - 3 * MINUTE),
    change(204, 'returned', NOW - 2 * MINUTE, { alias: STEERING_ALIAS }),
    change(200, 'settled', NOW - 1 * MINUTE, { alias: 'T.K.', ordered: NOW - 12 * MINUTE, shop: '丸善堂書店' }),
  ];
  return [continuesEntry(final.head.checkpoint, final.keys), ...busy, ...special, ...later];
}

/** Index in the newer log of what the tests look at. */
export const PLACES = { withdrawn: 3, withdrawal: 123, posted: 124, hostile: 125, missing: 126, false: 127, steering: 131, settled: 132 } as const;

/** The files of the receipt of an entry, with the time and the order that its details tell. */
export async function receiptFor(log: MadeLog, index: number): Promise<readonly NamedFile[]> {
  const details = parseOpening(utf8(log.entryAt(index).opening ?? ''));
  const told = (name: DetailName): string => details.flatMap((field) => ('name' in field && field.name === name ? [field.value] : []))[0] ?? '';
  const [eventTime, answers] = [told('at'), told('order-message-id')];
  return (await receiptOf(log, index)).map(({ name, bytes }) => ({ name, bytes: name === receiptFiles.evidence ? evidenceBytes({ ...parseEvidence(bytes), eventTime, answers }) : bytes }));
}

export type MadeBoard = {
  readonly folder: string;
  readonly old: MadeLog;
  readonly log: () => MadeLog;
  /** So many payments more are accepted and published. */
  readonly grow: (more: number) => void;
  /** The face of an entry of the newer log is withdrawn. */
  readonly withdraw: (index: number) => void;
  readonly remove: () => void;
};

export function makeBoard(): MadeBoard {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-site-'));
  const oldEntries = [...Array.from({ length: 6 }, (_, at) => change(1_000 + at, 'settled', Date.UTC(2025, 11, 30, 9, at))), endsEntry([])];
  const old = makeLog(folder, { origin: OLD_ORIGIN, entries: oldEntries, seed: SEED, next: ORIGIN });
  const later: FixtureEntry[] = [];
  let payments = 0;
  const publish = (): MadeLog => makeLog(folder, { origin: ORIGIN, entries: entriesOfNow(old, later), seed: SEED, witnesses: 2, previous: OLD_ORIGIN });
  const spoil = (made: MadeLog): void => {
    rmSync(join(made.folder, facePath(PLACES.withdrawn)));
    rmSync(join(made.folder, facePath(PLACES.missing)));
    writeFileSync(join(made.folder, facePath(PLACES.false)), made.entryAt(PLACES.false).face?.replace('accepted', 'settled') ?? '');
  };
  let log = publish();
  spoil(log);
  return {
    folder,
    old,
    log: () => log,
    grow: (by) => {
      for (const last = payments + by; payments < last; payments += 1) later.push(change(300 + payments, 'accepted', NOW, { alias: `Newcomer ${payments}` }));
      log = publish();
      spoil(log);
    },
    withdraw: (index) => {
      later.push(withdrawnEntry(ORIGIN, index, NOW, SEED));
      log = publish();
      spoil(log);
      rmSync(join(log.folder, facePath(index)));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
