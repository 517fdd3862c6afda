/** The public board of a story: the real sequencer on a folder of its own, which publishes when the story says so. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDirectory } from '../../bulletin-board/directory.ts';
import { facePath } from '../../bulletin-board/format/tile.ts';
import { parseFace, parseOpening, type SaltedField } from '../../bulletin-board/format/entry.ts';
import { receiptFiles } from '../../bulletin-board/format/evidence.ts';
import { makeLogKeys, readLogSigner } from '../../bulletin-board/log-keys.ts';
import { makeSequencer } from '../../bulletin-board/sequencer/sequencer.ts';
import { checkReceipt } from '../../bulletin-board/verify/receipt.ts';
import { parseKey } from '../../bulletin-board/format/key.ts';
import { makeProve } from '../receipt-evidence.ts';
import { tellLate } from '../stages/late.ts';
import { publishDue } from '../stages/publish.ts';
import type { StoryBoard } from './board-type.ts';
import { Difference } from './difference.ts';
import type { What } from './grammar.ts';
import { addressOf } from './letters.ts';
import { clearAndSend, instruct, payments, type World } from './world.ts';

type Of<K extends What['kind']> = Extract<What, { kind: K }>;

const ORIGIN = 'board.bank.example/board/2026';
const LATE_AFTER = 5 * 60_000;

export async function beginBoard(world: World): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-board-'));
  const { store } = world;
  makeLogKeys(join(folder, 'keys'), ORIGIN, { mlDsa44: false });
  const signer = readLogSigner(join(folder, 'keys'), ORIGIN);
  await store.beginLog({ origin: ORIGIN, keys: signer.keys, retention: 'For ever.', at: world.now });
  const root = openDirectory(join(folder, 'public'));
  const report = (level: string, code: string, detail: object): void => void (level === 'info' ? undefined : world.faults.push(`${code} ${JSON.stringify(detail)}`));
  const sequencer = makeSequencer({ store, root, signerOf: () => signer, cosigners: [], now: () => world.now, report, holder: 'story', batch: 1_000, cosignWait: 1_000 });
  await sequencer.start();
  const proofOf = async (origin: string, index: number): Promise<Uint8Array> => {
    const proof = Uint8Array.from(await sequencer.proofOf(origin, index));
    if (board.damaged) proof[proof.length - 20] = (proof.at(-20) ?? 0) ^ 1;
    return proof;
  };
  const board: StoryBoard = {
    origin: ORIGIN,
    damaged: false,
    keys: signer.keys,
    prove: makeProve({ proofOf, keysOf: () => Promise.resolve(signer.keys), publicUrl: 'https://board.bank.example' }),
    round: sequencer.round,
    readFile: (path) => root.read(`board/2026/${path}`),
    end: async () => {
      await sequencer.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  world.board = board;
}

function boardOf(world: World): StoryBoard {
  if (world.board === null) throw new Error('this story has no board; begin it with "policy  board   yes"');
  return world.board;
}

/** `board  publishes`, or `board  stands still`: the bank looks at it, and nothing goes on. `board  is damaged`: no proof verifies, until it `is repaired`. */
export async function letBoard(world: World, { how }: Of<'board'>): Promise<void> {
  const board = boardOf(world);
  if (how === 'is damaged' || how === 'is repaired') {
    board.damaged = how === 'is damaged';
    return;
  }
  const { round } = board;
  const clock = { now: () => world.now };
  const wakeUp = { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined };
  if (how === 'publishes') while (await publishDue({ wakeUp, round }));
  while (await tellLate({ store: world.store, clock, wakeUp, lateAfter: LATE_AFTER, report: () => undefined }));
  await clearAndSend(world);
}

export async function showOnBoard(world: World, { who, fields }: Of<'shows'>): Promise<void> {
  const alias = fields.find((field) => field.startsWith('alias '))?.slice('alias '.length) ?? null;
  await instruct(world, { kind: 'set-board-face', address: addressOf(world, who), face: { alias, orderTime: fields.includes('order time'), shopName: fields.includes('shop name'), disputes: fields.includes('disputes') }, by: ['Mori', 'Abe'] });
}

/** Of the newest payment. */
const entryId = async (world: World, kind: string): Promise<string> => `${(await payments(world)).at(-1)?.reference ?? ''}.${kind}`;

export async function eraseFace(world: World, { entry, reason }: Of<'erases'>): Promise<void> {
  await instruct(world, { kind: 'withdraw-face', entryId: await entryId(world, entry), reason, by: ['Mori', 'Abe'] });
}

const shownFace = (fields: readonly SaltedField[]): string => fields.map(({ name, value }) => (['alias', 'shop', 'reason', 'text'].includes(name) ? `${name} ${value}` : name)).join('   ');

/** What anybody can read of the newest payment's entry: its fields in order; `erased` where there is no file any more. */
export async function expectFace(world: World, { entry, text }: Of<'face'>): Promise<void> {
  const id = await entryId(world, entry);
  const row = (await world.store.listEntries({ payment: null, limit: 1_000 })).find((one) => one.id === id);
  if (row === undefined || row.place === null) throw new Difference(`face  ${entry}   ${text}`, row === undefined ? 'no such entry' : 'an entry that is not published');
  const bytes = await boardOf(world).readFile(facePath(row.place.index));
  const found = bytes === null ? 'erased' : shownFace(parseFace(bytes));
  if (found !== text) throw new Difference(`face  ${entry}   ${text}`, `face  ${entry}   ${found}`);
}

/** The newest receipt of this person proves itself to a stranger who knows the log's key, and opens these details. */
export function expectProof(world: World, { who, text }: Of<'proof'>): void {
  const receipt = world.sent.findLast(({ notice }) => notice.to === addressOf(world, who) && notice.facts.kind.startsWith('receipt-'));
  const file = (name: string): Uint8Array | null => receipt?.rendered.attachments.find((one) => one.filename === name)?.content ?? null;
  const [entry, proof, opening] = [file(receiptFiles.entry), file(receiptFiles.proof), file(receiptFiles.opening)];
  if (entry === null || proof === null || opening === null) throw new Difference(`proof  ${who}   ${text}`, 'no receipt with a proof');
  const policy = { logs: boardOf(world).keys.map((key) => ({ key: parseKey(key), url: null })), witnesses: [], groups: [], quorum: null };
  const verdict = checkReceipt({ entry, proof, face: file(receiptFiles.face), opening, evidence: file(receiptFiles.evidence), keys: file(receiptFiles.keys) }, policy);
  if (verdict.outcome !== 'proved') throw new Difference(`proof  ${who}   ${text}`, JSON.stringify(verdict));
  const found = parseOpening(opening).map((field) => ('digest' in field ? '–' : field.name)).join(', ');
  if (found !== text) throw new Difference(`proof  ${who}   ${text}`, `proof  ${who}   ${found}`);
}
