/**
 * Case 61, by the side of a sending service: a stranger at the buyer's own provider, whose mail the provider signs by its own reading of From, and
 * DNS records and signatures in forms that verifiers have been known to take. Each mail holds the right words to the right question.
 */
import test from 'ava';
import { FROM_ATTACKS } from './fixtures/from-attacks.ts';
import { openBank, outcomeOf, type CaseBank } from './testing/bank.ts';
import { checkNothing, checkUnproved, consent } from './testing/checks.ts';
import { answerMail, ask, makeQuestions, PW, signed, signedBytes, type Asked } from './testing/trade.ts';
import { makeDomain, type DomainOptions } from '../../scripts/test-mail.ts';

const EVE = 'eve@buyer.example';
const CO = makeDomain('evil.co.example');
const VICTIM = makeDomain('shop.co.example');
const BELOW = makeDomain('post.buyer.example');

let bank: CaseBank;
let question: () => Promise<Asked>;

test.before(async () => {
  bank = await openBank('published', { domains: [CO, VICTIM, BELOW] });
  question = makeQuestions(bank);
  await bank.open('Eve', EVE, 10_000n);
});
test.after.always(async () => {
  await bank?.stop();
});

/** V the buyer, A the stranger: in each of them a careless reader finds the stranger, and another the buyer. */
const TWO_READINGS: readonly string[] = [
  '"A" V', '"A" <V', 'A> <V>', '{V} A', '<V>\t<A>', 'A <V', 'V; A', 'A V', '<A><V', '<<A>> V', 'V)A', '(V) A', 'x: A;, V', 'mailto:A <V>', '<A> "x" <V>', '"x <A>" x <V', 'A, <V>', 'A\\, <V>', '(A <V>', '(A) <V> <A>', '"A <V>', '<A>,<V>',
  '[A] V', "'A' V", 'A\r\n <V', '<V> A', 'V, A', '<V>A', 'V(A)', 'A(V)',
];

test.serial('case 61: a stranger at the buyer’s provider writes From so that the provider reads one and the bank another', async (t) => {
  const forms = [...TWO_READINGS.map((value) => [`From: ${value}`]), ...FROM_ATTACKS.map(({ from }) => from)];
  for (const form of forms.filter((fields) => fields.some((field) => /^from:.*\bA\b/is.test(field)))) {
    const asked = await question();
    const fields = form.map((field) => field.replaceAll('VB64', Buffer.from(asked.buyer).toString('base64')).replaceAll('V', asked.buyer).replaceAll(/\bA\b/g, EVE));
    await checkNothing(t, bank, asked, await bank.bring(signedBytes(bank, consent(bank, asked, fields))), form.join(' | '));
  }
});

test.serial('the buyer’s own name in whatever quotes is still the buyer', async (t) => {
  for (const form of ['"A" <V>', '"A, <A>" <V>', '=?utf-8?Q?eve=40buyer.example?= <V>', 'V <V>', "'V' <V>", 'Takao [Kyoto] <V>', 'V (Takao)']) {
    const asked = await question();
    const ruling = await bank.bring(signedBytes(bank, consent(bank, asked, [`From: ${form.replaceAll('V', asked.buyer).replaceAll(/\bA\b/g, EVE)}`])));
    t.is(outcomeOf(ruling), 'CONSENT', form);
  }
});

const KEYS: readonly (readonly [what: string, record: (key: string) => string, holds: boolean])[] = [
  ['for any service', (key) => `v=DKIM1; k=rsa; s=*; p=${key}`, true],
  ['for mail', (key) => `v=DKIM1; k=rsa; s=email; p=${key}`, true],
  ['for another service', (key) => `v=DKIM1; k=rsa; s=tlsrpt; p=${key}`, false],
  ['for SHA-1 alone', (key) => `v=DKIM1; k=rsa; h=sha1; p=${key}`, false],
  ['of another kind', (key) => `v=DKIM1; k=ed25519; p=${key}`, false],
  ['of another version', (key) => `v=DKIM2; k=rsa; p=${key}`, false],
  ['withdrawn', () => 'v=DKIM1; k=rsa; p=', false],
  ['cut off', (key) => `v=DKIM1; k=rsa; p=${key.slice(0, 100)}`, false],
  ['that is none', () => 'v=DKIM1; k=rsa; p=!!!!', false],
  ['for tests, in capitals of the flag', (key) => `v=DKIM1; k=rsa; t=s:y; p=${key}`, false],
  ['in the words of another record', () => 'v=spf1 -all', false],
];

test.serial('keys in DNS that must not carry a consent', async (t) => {
  const name = 'odd._domainkey.buyer.example';
  const [own] = bank.domain('buyer.example').records.filter((record) => record.name === 'post._domainkey.buyer.example');
  const key = /p=(.*)$/.exec(own?.value ?? '')?.[1] ?? '';
  for (const [what, record, holds] of KEYS) {
    const asked = await question();
    bank.dns.set(name, 'TXT', record(key));
    bank.forgetDns();
    const ruling = await bank.bring(signed(bank, answerMail(bank, asked, `OK ${PW}\n`), { selector: 'odd' }));
    if (holds) t.is(outcomeOf(ruling), 'CONSENT', what);
    else await checkUnproved(t, bank, asked, ruling, what);
  }
});

test.serial('a signature for another identity, or by a key that is only found elsewhere', async (t) => {
  for (const extraTags of [['i=@evil.example'], ['i=eve@buyer.example.evil.example'], ['q=http'], ['x=1'], ['i=@']]) {
    const asked = await question();
    await checkUnproved(t, bank, asked, await bank.bring(signed(bank, answerMail(bank, asked, `OK ${PW}\n`), { extraTags })), extraTags.join());
  }
});

test.serial('a neighbour below the same registry is somebody else; one’s own host is oneself, unless the domain says strict', async (t) => {
  const buyer = 'b@shop.co.example';
  const asked = await ask(bank, buyer);
  await checkUnproved(t, bank, asked, await bank.bring(signed(bank, answerMail(bank, asked, `OK ${PW}\n`), {}, CO)), 'a neighbour');
  const own = await question();
  bank.dns.set('_dmarc.buyer.example', 'TXT', 'v=DMARC1; p=reject; adkim=s');
  bank.forgetDns();
  await checkUnproved(t, bank, own, await bank.bring(signed(bank, answerMail(bank, own, `OK ${PW}\n`), {}, BELOW)), 'strict');
  bank.dns.set('_dmarc.buyer.example', 'TXT', 'v=DMARC1; p=reject');
  bank.forgetDns();
  t.is(outcomeOf(await bank.bring(signed(bank, answerMail(bank, own, `OK ${PW}\n`), {}, BELOW))), 'CONSENT');
});

const POLICIES: readonly (readonly [what: string, value: DomainOptions['policy']])[] = [
  ['of another version', 'v=DMARC2; p=reject'],
  ['that does not begin with its version', 'p=reject; v=DMARC1'],
  ['that is none', 'reject'],
];

test.serial('policies that are none: nothing is proved', async (t) => {
  for (const [what, value] of POLICIES) {
    const asked = await question();
    bank.dns.set('_dmarc.buyer.example', 'TXT', value ?? '');
    bank.forgetDns();
    await checkUnproved(t, bank, asked, await bank.bring(signed(bank, answerMail(bank, asked, `OK ${PW}\n`))), what);
    bank.dns.set('_dmarc.buyer.example', 'TXT', 'v=DMARC1; p=reject');
    bank.forgetDns();
  }
  t.deepEqual(await bank.store.audit(), []);
});
