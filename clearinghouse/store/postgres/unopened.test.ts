/** Which letters do not open, where the server goes away while they are looked through. */
import test from 'ava';
import { makeSealer } from '../common/sealing.ts';
import type { Row } from '../common/rows.ts';
import type { Database } from './database.ts';
import { findUnopened } from './unopened.ts';

const rows: readonly Row[] = [1n, 2n].map((id) => ({ letter_id: id, turn: 1n, raw_sha256: new Uint8Array(32), sealed: null }));

/** Two letters wait to be read; `get` is what becomes of the question for the bytes of one. */
const looking = (get: () => Promise<Row | undefined>): Promise<unknown> =>
  findUnopened({ connection: { all: async () => rows, get } as unknown as Database['connection'], sealer: makeSealer(new Uint8Array(32)) }, 'unread', 9, 64);

test('bytes that are not there, or do not open, are the letter’s', async (t) => {
  t.like(await looking(async () => undefined), [{ letterId: 1, reason: 'the bytes of letter 1 is not in the store' }, { letterId: 2 }]);
  t.like(await looking(async () => ({ sealed: new Uint8Array(40) })), [{ letterId: 1 }, { letterId: 2 }]);
});

test('a server that goes away, or a way to it that breaks, says nothing of a letter', async (t) => {
  const faults = [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' }), new Error('Connection terminated unexpectedly'), Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' })];
  for (const fault of faults) await t.throwsAsync(looking(async () => Promise.reject(fault)), { is: fault });
});
