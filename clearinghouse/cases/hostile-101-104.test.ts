/** Cases 101–104: bombs, structures that two readers read in two ways, and everything else at once. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import test, { type ExecutionContext } from 'ava';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { GATE_LIMITS } from '../mail/gate.ts';
import { startReaderPool, type ReaderPool } from '../mail/reader-pool.ts';
import { DNS_SETTINGS } from '../mail/resolver.ts';
import { squash } from '../mail/text-choice.ts';
import { ANSWERS } from './fixtures/answers.ts';
import { AUTOMATIC } from './fixtures/automatic.ts';
import { FORWARD_LAYOUTS } from './fixtures/forward-layouts.ts';
import { STRUCTURES } from './fixtures/structures.ts';
import { automaticBytes } from './testing/automatic-mail.ts';
import { openBank, outcomeOf, told, type CaseBank, type Ruling } from './testing/bank.ts';
import { layOut } from './testing/forwards.ts';
import { makeRandom, mutate } from './testing/mutations.ts';
import { rehearse } from './testing/rehearse.ts';
import { answerFields, answerMail, bytesOf, forwardMail, INVOICE, makeQuestions, newBuyer, orderText, PW, signed, signedBytes, stateOf, type Asked } from './testing/trade.ts';

let bank: CaseBank;
let pool: ReaderPool;
let question: () => Promise<Asked>;

test.before(async () => {
  bank = await openBank('hostile');
  question = makeQuestions(bank);
  const settings = { peppers: [{ version: 1, key: new Uint8Array(32) }], dns: { ...DNS_SETTINGS, servers: [{ address: bank.dns.address, port: bank.dns.port }] }, limits: GATE_LIMITS, authentication: { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] }, ownAddresses: [] };
  pool = startReaderPool({ workerUrl: new URL('../worker.ts', import.meta.url), size: 1, settings, timeLimitMs: 30_000, letterLimitMs: 120_000, heapMegabytes: 256 });
});
test.after.always(async () => {
  await pool?.close();
  await bank?.stop();
});

const PLAIN = 'Content-Type: text/plain; charset=utf-8';
const times = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('');

async function checkNothing(t: ExecutionContext, asked: Asked, ruling: Ruling, what: string): Promise<void> {
  t.not(ruling.disposition, null, what);
  t.is(ruling.moved, 0n, what);
  t.is(await stateOf(bank, asked), 'awaiting-answer', what);
}

for (const [what, fields, body, code] of [
  ['10,000 nested parts', ['Content-Type: multipart/mixed; boundary=b0'], () => `${times(10_000, (level) => `--b${level}\nContent-Type: multipart/mixed; boundary=b${level + 1}\n\n`)}OK ${PW}\n`, /^too-(?:deep|many-parts)/],
  ['100,000 parts', ['Content-Type: multipart/mixed; boundary=b'], () => `${times(100_000, () => '--b\n\nx\n')}--b--\n`, /^(?:too-many-parts|too-large)/],
  ['a header of 5 MB', [PLAIN, `X-Long: ${'a'.repeat(4_900_000)}`], () => `OK ${PW}\n`, /^header-/],
  ['200,000 header lines', [PLAIN, times(200_000, (index) => `X-${index}: v\n`).trimEnd()], () => `OK ${PW}\n`, /^(?:too-many-fields|header-too-large)/],
  ['5,000 mails in mails', ['Content-Type: message/rfc822'], () => `${times(5_000, () => 'From: a@b.example\nContent-Type: message/rfc822\n\n')}OK ${PW}\n`, /^too-deep/],
  ['50,000 encoded words', [PLAIN, `X-Words: ${times(4_000, () => '=?utf-8?Q?a?= ')}`], () => `OK ${PW}\n`, /^header-line-too-long/],
] as const) {
  test.serial(`case 101: ${what}: refused by gate 0`, async (t) => {
    const asked = await question();
    const raw = bytesOf([...answerFields(bank, asked), ...fields], body());
    const before = bank.dns.asked().length;
    const begun = performance.now();
    const ruling = await bank.bring(raw);
    t.log(`${raw.length} bytes in ${Math.round(performance.now() - begun)} ms, the store included`);
    await checkNothing(t, asked, ruling, what);
    t.regex(ruling.findings.find((finding) => finding.code === 'unreadable')?.detail ?? '', code);
    t.is(bank.dns.asked().length, before, 'nobody was asked');
    t.deepEqual(told(ruling), []);
  });
}

const HTML = 'Content-Type: text/html; charset=utf-8';
const BOMBS: readonly (readonly [what: string, type: string, body: () => string])[] = [
  ['4.5 MB of table cells', HTML, () => '<tr><td>'.repeat(560_000)],
  ['250 KB of table cells', HTML, () => '<tr><td>'.repeat(32_000)],
  ['250 KB of nested elements', HTML, () => '<div>'.repeat(50_000)],
  ['250 KB of quotations', HTML, () => '<blockquote>'.repeat(20_000)],
  ['40 KB of newlines', PLAIN, () => `${'\n'.repeat(40_000)}OK ${PW}\n`],
  ['250 KB of newlines', PLAIN, () => '\n'.repeat(250_000)],
  ['a megabyte of spaces', PLAIN, () => ' '.repeat(1_000_000)],
  ['250 KB of spaces in one line', PLAIN, () => `${' '.repeat(250_000)}Hello.\n`],
  ['250 KB of quote marks', PLAIN, () => '>'.repeat(250_000)],
  ['250 KB of header labels', PLAIN, () => 'From: a\nSubject: b\n'.repeat(13_000)],
  ['250 KB of passwords', PLAIN, () => times(12_000, (index) => `Password: abcdef${index}\n`)],
  ['250 KB of combining marks', PLAIN, () => 'a\u0300\u0316'.repeat(50_000)],
  ['250 KB of amounts', PLAIN, () => 'Total: 1,080 JPY\n'.repeat(14_000)],
  ['quoted-printable of spaces', `${PLAIN}\nContent-Transfer-Encoding: quoted-printable`, () => ' '.repeat(250_000)],
];

for (const [what, type, body] of BOMBS) {
  test.serial(`case 102: ${what}: ends in the worker, and the main loop goes on`, async (t) => {
    const asked = await question();
    const raw = signedBytes(bank, bytesOf([...answerFields(bank, asked), type], body()));
    const letter = { bytes: raw, receivedAt: bank.world.now, intake: 'lmtp' as const, envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null };
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const begun = performance.now();
    const outcome = await pool.read(letter, true);
    t.log(`${Math.round(performance.now() - begun)} ms in the worker; the main loop waited ${Math.round(delay.max / 1e6)} ms at most`);
    delay.disable();
    t.is(outcome.kind, 'reading', JSON.stringify(outcome).slice(0, 200));
    await checkNothing(t, asked, await bank.bring(raw), what);
  });
}

/** The texts of the two parsers, compared as the bank compares them; null: they differ, or one gives up. */
async function agreed(raw: Uint8Array): Promise<string | null> {
  const first = await simpleParser(Buffer.from(raw), { skipHtmlToText: true }).catch(() => null);
  const second = await PostalMime.parse(Buffer.from(raw)).catch(() => null);
  if (first === null || second === null) return null;
  // Japanese that does not say so comes out of both as its seven-bit bytes.
  const shown = (text: string | undefined, html: string | false | undefined): string => squash(`${(text ?? '').replace(/\u001b[($][@-Z]/g, '')}${(html || '').replace(/<!--.*?-->|<[^<>]*>/gs, '')}`);
  const [one, other] = [shown(first.text, first.html), shown(second.text, second.html)];
  return one === other ? one : null;
}

test.serial('case 103: structures that two parsers read in two ways are never a consent', async (t) => {
  const counts = { consent: 0, differ: 0, refused: 0 };
  for (const [what, fields, body] of STRUCTURES) {
    const asked = await question();
    const raw = signedBytes(bank, bytesOf([...answerFields(bank, asked), ...fields], body.replaceAll('PW', PW)));
    const ruling = await bank.bring(raw);
    const text = await agreed(raw);
    if (text === null) counts.differ += 1;
    if (outcomeOf(ruling) === 'CONSENT') {
      counts.consent += 1;
      t.not(text, null, `${what}: two parsers differ, and money moved`);
      t.true(text?.startsWith(squash(`OK ${PW}`)), `${what}: the parsers show ${JSON.stringify(text?.slice(0, 40))}`);
    } else {
      counts.refused += 1;
      t.is(ruling.moved, 0n, what);
      t.not(ruling.disposition, null, what);
    }
  }
  t.log(`${STRUCTURES.length} structures: the parsers differ on ${counts.differ}; ${counts.consent} were clear consents, ${counts.refused} were refused`);
  t.true(counts.differ >= 10 && counts.refused >= counts.differ && counts.consent >= 3);
});

test.serial('case 103: of the ordinary mails of the other cases none is refused as ambiguous', async (t) => {
  const asked = await question();
  const buyer = await newBuyer(bank);
  const answers = ANSWERS.filter(([, , outcome]) => outcome === 'CONSENT').map(([, text]) => answerMail(bank, asked, `${text}\n`));
  const forwards = FORWARD_LAYOUTS.map((layout) => forwardMail(bank, buyer, layOut(layout, { buyer, above: INVOICE, inner: orderText(buyer), below: '' })));
  const mails = [...answers, ...forwards];
  const readings = await Promise.all(mails.map((mail) => rehearse(bank, signed(bank, mail))));
  const ambiguous = readings.filter(({ reading }) => reading.refusal?.code === 'ambiguous-text').length;
  t.log(`${ambiguous} of ${mails.length} ordinary mails are refused as ambiguous`);
  t.true(ambiguous * 100 < mails.length);
});

test.serial('case 104: every mail of the other cases, broken at random: no crash, no consent', async (t) => {
  const asked = await question();
  let tried = 0;
  for (const [index, mail] of [...AUTOMATIC, ...AUTOMATIC, ...AUTOMATIC].entries()) {
    const { bytes, names } = mutate(automaticBytes(mail, { to: asked.replyTo, recipient: asked.buyer, asked, now: bank.world.now }, index % 2 === 0 ? asked.buyer : undefined), makeRandom(index));
    const { disposition, effects } = await rehearse(bank, index % 2 === 0 ? signedBytes(bank, bytes) : bytes);
    t.false(effects.some((effect) => effect.kind === 'transferred') && mail.shape !== 'vacation', `${mail.system}: ${names.join(', ')}`);
    t.not(disposition, null);
    tried += 1;
  }
  for (let index = 0; index < 200; index += 1) {
    const random = makeRandom(index);
    const junk = Buffer.from(Array.from({ length: Math.floor(random() * 3_000) }, () => Math.floor(random() * 256)));
    const { disposition, effects } = await rehearse(bank, index % 2 === 0 ? junk : Buffer.concat([bytesOf(answerFields(bank, asked), ''), junk]));
    t.false(effects.some((effect) => effect.kind === 'transferred'));
    t.not(disposition, null);
    tried += 1;
  }
  t.true(tried > 400);
  t.deepEqual(await bank.store.audit(), []);
});
