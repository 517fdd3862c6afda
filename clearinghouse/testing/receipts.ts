/** For the tests of receipts: an entry as the core writes it, a log that holds it, and the notices that wait for it. */
import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { paymentEntry, type FixtureEntry } from '../../bulletin-board/fixtures/entries.ts';
import { makeLog, type MadeLog } from '../../bulletin-board/fixtures/make-log.ts';
import { commitmentText, DETAILS_DOMAIN, FACE_DOMAIN } from '../../bulletin-board/format/commitment.ts';
import { fromBase64, utf8 } from '../../bulletin-board/format/encoding.ts';
import { faceText, leafText, type SaltedField } from '../../bulletin-board/format/entry.ts';
import { formatProof } from '../../bulletin-board/format/proof.ts';
import { makeTileReader } from '../../bulletin-board/verify/tiles.ts';
import type { DetailField } from '../core/decision.ts';
import type { NoticeFacts, OwedNotice, ReceiptEvidence } from '../core/notice.ts';
import { examples, owed } from '../notices/fixtures/examples.ts';
import type { PublishedEntry } from '../store/store.ts';

export const ORIGIN = 'board.bank.example/board/2026';
const ID = 'K7F3K29Q.settled';
export const AT = Date.UTC(2026, 10, 21, 2, 4, 7);
export const INDEX = 2;

export const salt = (name: string): string => Buffer.from(hash('sha256', `salt of ${name}`, 'buffer')).toString('base64');
const salted = (fields: readonly (readonly [string, string])[]): readonly SaltedField[] => fields.map(([name, value]) => ({ name, value, salt: salt(name) }));
const committed = (domain: string, fields: readonly SaltedField[]): string => commitmentText(domain, fields.map((field) => ({ ...field, salt: fromBase64(field.salt) })));

export const DETAILS: readonly (readonly [name: string, value: string, readers: DetailField['readers']])[] = [
  ['reference', 'K7F3-K29Q', ['buyer', 'merchant']],
  ['payer', 'Takao Sasaki <takao@buyer.example>', ['buyer', 'merchant']],
  ['payee', 'Green Tea House <shop@tea.example>', ['buyer', 'merchant']],
  ['total', 'JPY 4741', ['buyer', 'merchant']],
  ['invoice', 'R-77', ['merchant']],
  ['ordered', '2026-11-21T02:03:59.000Z', ['buyer', 'merchant']],
  ['at', '2026-11-21T02:04:07.000Z', ['buyer', 'merchant']],
  ['order-message-id', '8d1f@buyer.example', ['buyer']],
  ['letter', '12', []],
];

export type Given = { readonly details?: readonly (readonly [string, string, DetailField['readers']])[]; readonly face?: readonly (readonly [string, string])[] };

/** An entry as the core writes it. */
export function entryOf({ details = DETAILS, face = [['kind', 'settled'], ['reference', 'K7F3-K29Q'], ['time', '2026-11-21T02:04Z']] }: Given = {}): PublishedEntry {
  const private_ = details.map(([name, value, readers]) => ({ name, value, salt: salt(`private ${name}`), readers }));
  const public_ = salted(face);
  const leaf = leafText({ kind: 'settled', face: committed(FACE_DOMAIN, public_), details: committed(DETAILS_DOMAIN, private_) });
  return { id: ID, kind: 'settled', paymentId: 1, at: AT, origin: ORIGIN, index: INDEX, leaf, face: faceText(public_), details: private_ };
}

type Board = { readonly log: MadeLog; readonly proofOf: (origin: string, index: number) => Promise<Uint8Array>; readonly keysOf: () => Promise<readonly string[]> };

/** A log of seven entries with this one in it, two log keys, one witness. */
export function boardOf(t: ExecutionContext, entry: PublishedEntry, origin = ORIGIN, seed = 'fixture', places: readonly number[] = [INDEX]): Board {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-receipt-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const entries = Array.from({ length: 7 }, (_, at): FixtureEntry => (places.includes(at) ? { leaf: utf8(entry.leaf), face: entry.face, opening: null } : paymentEntry(at, 'receipts')));
  const log = makeLog(folder, { origin, entries, witnesses: 1, mlDsa: true, seed });
  const tiles = makeTileReader((path) => Promise.resolve(readFileSync(join(log.folder, path))), log.head.size);
  const proofOf = async (_: string, index: number): Promise<Uint8Array> => formatProof({ index, hashes: await tiles.inclusionProof(index), extra: null, checkpoint: log.head.checkpoint });
  return { log, proofOf, keysOf: () => Promise.resolve(log.keys) };
}

const factsOf = (name: 'receipt-buyer-board' | 'receipt-merchant-board'): NoticeFacts => {
  const facts = examples[name];
  if (facts === undefined) throw new Error('no example');
  return facts;
};
export const BUYERS = factsOf('receipt-buyer-board');
export const MERCHANTS = factsOf('receipt-merchant-board');
export const receipt = (facts: NoticeFacts, more: Partial<OwedNotice> = {}): OwedNotice => ({ ...owed(facts, 'en'), waitsForEntry: ID, inReplyTo: facts.kind === 'receipt-buyer' ? '8d1f@buyer.example' : null, ...more });

export const PUBLIC_URL = 'https://board.bank.example';
export const contentOf = ({ attachments }: ReceiptEvidence, name: string): Uint8Array => attachments.find(({ filename }) => filename === name)?.content ?? new Uint8Array();
