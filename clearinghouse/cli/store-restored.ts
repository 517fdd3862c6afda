/** `kakitome store restored`: what was open in a copy of the books to which they were put back is ended, and everybody concerned is told (9-rules 34). */
import { OPEN_REFUNDS } from '../core/keys.ts';
import type { StateName } from '../core/payment.ts';
import { isFromBefore } from '../core/before-restore.ts';
import type { Office } from '../office.ts';
import { byOption, readPeople } from './booking.ts';
import { mainAddressOf } from './find.ts';
import { instruct } from './instruct.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { showTime } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

const OPEN: readonly StateName[] = ['awaiting-forward', 'awaiting-order', 'awaiting-roads', 'awaiting-funds', 'awaiting-answer'];
const PAGE = 500;
const REASON = 'the books were put back to a copy';

export const storeRestored: Verb = (parent, run) =>
  void parent
    .command('restored')
    .description('after the database was put back to a copy, before the bank is started: ends every payment and refund that is open in it, every card and every wallet, and tells their owners. Safe to repeat')
    .option(...byOption)
    .addHelpText('after', examples('store restored --by Sato --by Mori'))
    .action(run(restored));

function restored(terminal: Terminal, options: { readonly by?: readonly string[] }): Promise<ExitCode> {
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    const { policy, bank } = office.rulebook;
    const { restoredAt } = policy;
    const file = office.config.file;
    if (restoredAt === undefined) throw mistake(`${file}: bank.restored_at`, 'nothing', 'the time of the restore, such as "2026-11-22T10:00:00Z": from then on nothing counts that was ordered or answered before');
    if (restoredAt > office.clock.now()) throw mistake(`${file}: bank.restored_at`, showTime(restoredAt, bank.timeZone), 'a time that is past');
    const payments = await endOpen(office, by);
    const { cards, wallets } = await endRoads(office, by);
    show(terminal, `${payments} open payments and refunds ended, ${cards} cards void, ${wallets} wallets ended; their owners are told when the bank is started.
What was decided between the copy and ${showTime(restoredAt, bank.timeZone)} is not in these books. Compare them with the published board (\`kakitome board monitor --full\`) and with the
receipts that people bring; what was paid is booked by hand. New cards: \`kakitome numbers issue\`; new wallets: \`kakitome wallet enrol\`.`, { restoredAt: new Date(restoredAt).toISOString(), payments, cards, wallets });
    return 0;
  });
}

/** Each by an instruction of its own: however many there are, nobody waits for one long transaction. */
async function endOpen(office: Office, by: readonly string[]): Promise<number> {
  const { store, clock, rulebook } = office;
  let ended = 0;
  for (const filter of [...OPEN.map((state) => ({ state })), { state: null, key: OPEN_REFUNDS }]) {
    for (let seen = PAGE; ; seen += PAGE) {
      const page = await store.listPayments({ ...filter, party: null, limit: seen });
      const old = page.filter((payment) => isFromBefore({ now: clock.now(), policy: rulebook.policy }, filter.state === null ? (payment.after?.refunds.at(-1)?.askedAt ?? 0) : payment.openedAt));
      for (const { reference } of old) await instruct(office, { kind: 'stop-payment', reference, restored: true, reason: REASON, by }, reference);
      ended += old.length;
      // What is newer stays, and would hide what is older behind it.
      if (old.length === 0 && page.length < seen) break;
    }
  }
  return ended;
}

async function endRoads(office: Office, by: readonly string[]): Promise<{ readonly cards: number; readonly wallets: number }> {
  const isOld = (at: number): boolean => isFromBefore({ now: office.clock.now(), policy: office.rulebook.policy }, at);
  let [cards, wallets, after] = [0, 0, 0];
  for (;;) {
    const page = await office.store.listParties({ after, limit: PAGE });
    // Whoever has no address can't write to us.
    for (const row of page.filter(({ addresses }) => addresses.some(({ removedAt }) => removedAt === null))) {
      const { card, wallet } = row.party.roads;
      if (card !== null && isOld(card.madeAt)) {
        await instruct(office, { kind: 'void-card', address: mainAddressOf(row), reason: REASON, by }, row.party.name);
        cards += 1;
      }
      if (wallet !== null && isOld(wallet.since)) {
        await instruct(office, { kind: 'revoke-wallet', address: mainAddressOf(row), by }, row.party.name);
        wallets += 1;
      }
    }
    const last = page.at(-1);
    if (last === undefined) return { cards, wallets };
    after = last.party.id;
  }
}
