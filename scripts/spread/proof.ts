/** What must hold in the end, whatever happened: every payment settled exactly once, nothing lost, the books and the board sound. */
import { join } from 'node:path';
import { parseKey } from '../../bulletin-board/format/key.ts';
import { receiptOfMail } from '../../bulletin-board/verify/mail.ts';
import { checkReceipt } from '../../bulletin-board/verify/receipt.ts';
import { PRICE, type Answering } from '../e2e/burst.ts';
import type { SpreadWorld } from './world.ts';

type PaymentsJson = { readonly payments: readonly { readonly state: string }[] };
type AuditJson = { readonly ok: boolean; readonly breaks: readonly string[]; readonly reconciliation: Readonly<Record<string, number>> };
type AccountsJson = { readonly accounts: readonly { readonly name?: string; readonly party: number | null; readonly balance: { readonly minor: string } }[] };

/** What is wrong, each in a sentence; nothing: all holds. */
export async function wrongsOf(world: SpreadWorld, { copies, saved }: Pick<Answering, 'copies' | 'saved'>, payments: number): Promise<readonly string[]> {
  const wrongs: string[] = [];
  const expect = (holds: boolean, what: string): void => void (holds || wrongs.push(what));
  const audit = JSON.parse((await world.command('audit', '--json')).stdout) as AuditJson;
  expect(audit.ok, `the audit finds: ${audit.breaks.join(' ')}`);
  const { received = 0, waiting = 0, ...ends } = audit.reconciliation;
  const ended = Object.values(ends).reduce((sum, one) => sum + one, 0);
  expect(received === ended + waiting && waiting === 0, `received ${received} = ended ${ended} + waiting ${waiting}, expected none to wait`);
  expect(received >= 3 * payments, `${received} letters, expected at least ${3 * payments}`);
  expect((ends['set-aside'] ?? 0) === 0, `${ends['set-aside'] ?? 0} letters set aside`);
  const list = JSON.parse((await world.command('payment', 'list', '--json', '--limit', '99999')).stdout) as PaymentsJson;
  const settled = list.payments.filter(({ state }) => state === 'settled').length;
  expect(settled === payments && list.payments.length === payments, `${settled} of ${list.payments.length} payments settled, expected ${payments} of ${payments}`);
  const accounts = JSON.parse((await world.command('accounts', '--json')).stdout) as AccountsJson;
  const shop = accounts.accounts.find(({ party }) => party === 1)?.balance.minor;
  expect(shop === String(BigInt(payments) * PRICE), `the shop has ${shop ?? 'no account'}, expected ${BigInt(payments) * PRICE}`);
  for (const [subject, ids] of copies) expect(ids.size === 1, `${subject}: ${ids.size} different mails`);
  expect(copies.size === payments, `receipts of ${copies.size} payments, expected ${payments}`);
  return [...wrongs, ...(await wrongsOfBoard(world, saved, payments))];
}

async function wrongsOfBoard(world: SpreadWorld, saved: readonly Buffer[], payments: number): Promise<readonly string[]> {
  const verified = await world.command('board', 'verify', join(world.publicFolder, 'board', '2026'), '--key', world.boardKey, '--no-state', '--faces');
  const wrongs = verified.code === 0 && verified.output.includes(`Sound: the ${2 * payments} entries`) ? [] : [`the board: ${verified.output.slice(0, 500)}`];
  const monitor = await world.command('board', 'monitor', '--full');
  if (monitor.code !== 0) wrongs.push(`the monitor: ${monitor.output.slice(0, 500)}`);
  const trust = { logs: [{ key: parseKey(world.boardKey), url: null }], witnesses: [], groups: [], quorum: null };
  const places = new Set<string>();
  for (const raw of saved) {
    const verdict = checkReceipt(await receiptOfMail(raw), trust);
    if (verdict.outcome === 'proved') places.add(verdict.facts.place ?? '');
    else wrongs.push(`a receipt: ${JSON.stringify(verdict).slice(0, 300)}`);
  }
  if (places.size !== payments) wrongs.push(`receipts of ${places.size} entries, expected ${payments}`);
  return wrongs;
}
