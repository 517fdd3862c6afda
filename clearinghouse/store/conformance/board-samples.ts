/** Logs, heads and cosignatures made by hand. The store never looks into a note, nor checks a signature. */
import type { LogRow, SignedHead } from '../../../bulletin-board/ports.ts';
import type { Effect } from '../../core/decision.ts';
import type { Store } from '../store.ts';
import { instruct, clear, pendingEntry } from './samples.ts';

export const ORIGIN = 'bank.example/board/2026';
export const NEXT_ORIGIN = 'bank.example/board/2027';
export const KEYS: readonly string[] = [`${ORIGIN}+00000001+AQ==`, `${ORIGIN}+00000006+Bg==`];

export const rootOf = (size: number, fill = size): Uint8Array => new Uint8Array(32).fill(fill % 256);

export const head = (size: number, more: Partial<SignedHead> = {}): SignedHead => ({
  size,
  root: rootOf(size),
  signedAt: 3_000 + size,
  note: new Uint8Array(Buffer.from(`${ORIGIN}\n${size}\n\n\u2014 ${ORIGIN} c2ln\n`)),
  cosignatures: [],
  ...more,
});

/** A signature line of that witness; the first four bytes of the blob are the key's id. */
export const cosignature = (witness: string, keyId: number, signature: string): string => `\u2014 ${witness} ${Buffer.concat([Buffer.alloc(4, keyId), Buffer.from(signature)]).toString('base64')}\n`;

export const beginLog = (store: Store, origin = ORIGIN, at = 1_000): Promise<void> => store.beginLog({ origin, keys: KEYS, retention: 'leaves for ever, faces for ten years', at });

export const logOf = async (store: Store, origin = ORIGIN): Promise<LogRow> => {
  const log = (await store.listLogs()).find((one) => one.origin === origin);
  if (log === undefined) throw new Error(`there is no log ${origin}`);
  return log;
};

/** Gives places to all that waits, signs and publishes it. */
export async function publishAll(store: Store, at = 4_000): Promise<void> {
  const { head: before } = await logOf(store);
  const size = await store.assignEntries(ORIGIN, 1_000);
  if (size !== before?.size && !(await store.swapHead(ORIGIN, before, head(size)))) throw new Error('the head was not swapped');
  await store.notePublished(ORIGIN, size, at);
}

/** Claims what is due, and sends that one. */
export async function sendNotice(store: Store, id: string, at: number): Promise<void> {
  await store.claimNotices(at, 99, at + 1);
  await store.saveMadeNotices([{ noticeId: id, bytes: Buffer.from(`the mail ${id}`) }]);
  await store.noteNoticesSent([{ noticeId: id, at: at, reply: '250 ok' }]);
}

export const withdrawal = (entryId: string, paymentId: number, at = 5_000): readonly Effect[] => [
  { kind: 'entry', entry: pendingEntry(paymentId, 'withdrawn', { id: `${entryId}.withdrawn`, at }) },
  { kind: 'entry-erased', entryId, at },
];

export async function withdraw(store: Store, entryId: string, paymentId: number, at = 5_000): Promise<void> {
  const input = await instruct(store, { kind: 'withdraw-face', entryId, reason: 'asked for', by: ['Aya', 'Ben'] }, at);
  await clear(store, input, withdrawal(entryId, paymentId, at), { kind: 'recorded', code: 'withdrawn' });
}
