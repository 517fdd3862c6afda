/** Valid mails of all kinds, 2,000 times changed in bytes, fields, structure, encoding and charset. `scripts/mutate-mails.ts` does the same longer. */
import test from 'ava';
import { writeMail } from '../../scripts/test-mail.ts';
import { openBank, type CaseBank } from './testing/bank.ts';
import { makeBases, tryMutants, type Base } from './testing/mutants.ts';
import { makeRandom, mutate } from './testing/mutations.ts';
import { rehearse } from './testing/rehearse.ts';
import { signed } from './testing/trade.ts';

let bank: CaseBank;
let bases: readonly Base[];

test.before(async () => {
  bank = await openBank('mutants');
  bases = await makeBases(bank);
});
test.after.always(async () => {
  await bank?.stop();
});

test.serial('unchanged, each mail comes to what it is', async (t) => {
  for (const base of bases) {
    const { disposition, reading } = await rehearse(bank, signed(bank, base.mail));
    t.is(disposition?.code, base.expected, `${base.name} ${JSON.stringify(reading.findings.filter((finding) => finding.hit))}`);
  }
});

test.serial('a mutation is the same for the same seed, and another for another', (t) => {
  const [base] = bases;
  const mail = base === undefined ? Buffer.alloc(0) : writeMail(base.mail);
  t.deepEqual(mutate(mail, makeRandom(7)), mutate(mail, makeRandom(7)));
  t.notDeepEqual(mutate(mail, makeRandom(7)).bytes, mutate(mail, makeRandom(8)).bytes);
});

test.serial('2,000 mutants: no crash, no consent, no claim and no order that the mail did not carry', async (t) => {
  const { outcomes, broken } = await tryMutants(bank, bases, 2_000, 1);
  t.log([...outcomes].sort((a, b) => b[1] - a[1]).map(([outcome, count]) => `${count} ${outcome}`).join(', '));
  t.deepEqual(broken.slice(0, 5), []);
  t.true((outcomes.get('advanced settled') ?? 0) > 50, 'many a mutant is still a good consent');
  t.true((outcomes.get('set-aside not-authenticated') ?? 0) > 50, 'many have lost their signature');
  t.deepEqual(await bank.store.audit(), []);
});
