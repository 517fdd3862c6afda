/** Short runs of the simulator: nothing is found in the bank, a seed makes the same run twice, and an auditor that is shown a fault finds it. */
import test from 'ava';
import type { OwedNotice } from '../../clearinghouse/core/notice.ts';
import type { Store } from '../../clearinghouse/store/store.ts';
import { makeAuditor } from './auditor/auditor.ts';
import { makeEyes, troubleBetween } from './auditor/eyes.ts';
import { holdsLines, readWords } from './auditor/words.ts';
import { mutants } from './mutants.ts';
import { catchMutant } from './run-mutants.ts';
import { simulate } from './run.ts';
import { tellStory } from './story.ts';

/** With the board and without one, 1,000 payments in all; longer runs are the script's. With KAKITOME_ALL_WAYS=1 more are played here, too. */
const runs = process.env['KAKITOME_ALL_WAYS'] === '1' ? ([[1, 1_000], [4, 1_000], [9, 1_000]] as const) : ([[3, 600], [4, 240], [5, 130]] as const);

for (const [seed, payments] of runs) {
  test.serial(`${payments} payments, seed ${seed}`, async (t) => {
    const outcome = await simulate(seed, payments);
    t.is(outcome.violation, null, tellStory(outcome, false));
    t.is(outcome.begun, payments);
    t.true((outcome.counts.get('decisions replayed') ?? 0) > payments);
  });
}

/** All of them are `npm run simulate -- --mutants`. */
const shown = process.env['KAKITOME_ALL_WAYS'] === '1' ? mutants : mutants.filter(({ name }) => ['one yen more than was claimed', 'the buyer gets no receipt', 'an account has one yen more', 'a question is answered within an hour, not three days', 'a receipt that no server was shown counts as refused'].includes(name));

for (const mutant of shown) {
  test.serial(`the auditor finds it: ${mutant.name}`, async (t) => {
    const { found, other } = await catchMutant(mutant, mutant.name, 1);
    t.truthy(found, other.join('\n'));
  });
}

test.serial('a seed makes the same run, another seed another one', async (t) => {
  const [one, again, other] = [await simulate(7, 15), await simulate(7, 15), await simulate(8, 15)];
  t.is(one.digest, again.digest);
  t.not(one.digest, other.digest);
});

test('the auditor reads the plain forms and nothing else', (t) => {
  t.is(readWords('OK maple-7731-crow\n\n> Password: other-1-x').ok, 'MAPLE7731CROW');
  t.is(readWords('ok, maple-7731-crow.').ok, 'MAPLE7731CROW');
  t.is(readWords('OK').ok, '');
  for (const doubtful of ['OK maple-7731-crow?', 'OK maple-7731-crow but not before Monday', 'maybe', '> OK maple-7731-crow']) t.is(readWords(doubtful).ok, null, doubtful);
  t.is(readWords('Total: 4,741 JPY\n\n----- Forwarded message -----\nTotal: 1 JPY').total?.minor, 4741n);
  t.is(readWords('Password: a-1\nPassword: b-2').password, null);
  t.true(holdsLines('Total: 1 JPY\n\n2 Sencha\n\nPassword: x', ['2 Sencha', 'Password: x']));
  t.false(holdsLines('2 Sencha\n1 whisk\nPassword: x', ['2 Sencha', 'Password: x']));
});

test('two mails under one Message-ID, and an account under its floor, are found', async (t) => {
  const accounts = [{ id: 'party:1:JPY', party: 1, currency: 'JPY', balance: 0n, held: 5n, floor: 0n }];
  const store = { listDecisions: async () => [{ sequence: 1, input: { kind: 'instruction', instructionId: 1 }, disposition: { kind: 'recorded', code: '' }, effects: ['held 5 in party:1:JPY'], about: [] }], listAccounts: async () => accounts } as unknown as Store;
  const auditor = makeAuditor(() => store, () => 0);
  await t.throwsAsync(auditor.step(1), { name: 'Violation', message: /under its floor/ });
  const notice = { id: 'n', messageId: 'n@bank.example', to: 'b@x.example', facts: { kind: 'help', asked: true, subject: '', shown: '' }, paymentId: null, replyTo: null } as unknown as OwedNotice;
  auditor.went(notice, Buffer.from('one'), null, 'accepted');
  auditor.went(notice, Buffer.from('one'), null, 'accepted');
  t.throws(() => auditor.went(notice, Buffer.from('other'), null, 'accepted'), { message: /two mails/ });
});

test('troubles that overlap excuse the time that they take together, and none before or after it', (t) => {
  const eyes = makeEyes(() => ({}) as Store, () => 0);
  const hours = (from: number, until: number): void => void eyes.troubles.push({ from: from * 3_600_000, until: until * 3_600_000 });
  hours(1, 4);
  hours(2, 5);
  hours(2, 3);
  hours(20, 30);
  const between = (from: number, until: number): number => troubleBetween(eyes, from * 3_600_000, until * 3_600_000) / 3_600_000;
  // The half hour after each is for what was left over.
  t.is(between(0, 10), 4.5);
  t.is(between(3, 10), 2.5);
  t.is(between(7, 19), 0);
  t.is(between(7, 21), 1);
});

test('a printed number that was taken twice is found', async (t) => {
  const person = { key: 'buyer1', side: 'buyer', name: 'Customer 1', addresses: ['b1@people1.example'], currencies: [], fee: null, scheme: 'numbers', fullSince: null, showsDisputes: false, walletKeys: [], card: { id: 'K7F3K2', numbers: ['12345678'], used: 1 }, party: 1, deadUntil: 0 } as const;
  const decided = (letterId: number) => ({ sequence: letterId, at: 1, input: { kind: 'letter', letterId }, disposition: { kind: 'advanced', code: 'order-received' }, effects: [], about: [] });
  const store = { listDecisions: async () => [decided(2), decided(1)], listAccounts: async () => [] } as unknown as Store;
  const auditor = makeAuditor(() => store, () => 1);
  auditor.knows({ ...person, walletKeys: [] });
  for (const letterId of [1, 2]) {
    const mail = { number: letterId, deal: null, writer: 'buyer1', from: 'b1@people1.example', to: ['orders@shop1.example', 'pay@bank.example'], subject: 'Order', text: `${letterId} ink stone\n\nPassword: 12345678`, date: 0, thread: [], strength: 'signed', automatic: false, original: null, bounce: null, cheque: null } as const;
    auditor.kept(letterId, mail, 0, 0, false, 'signed');
  }
  await t.throwsAsync(auditor.step(2), { name: 'Violation', message: /number 12345678 was taken a second time/ });
});
