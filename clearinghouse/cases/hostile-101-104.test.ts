/** Cases 101–104: bombs, structures that two readers read in two ways, and everything else at once. */
import test, { type ExecutionContext } from 'ava';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { SIGNED_FIELDS } from '../../scripts/test-mail.ts';
import { GATE_LIMITS } from '../mail/gate.ts';
import { startReaderPool, type ReaderPool } from '../mail/reader-pool.ts';
import { DNS_SETTINGS } from '../mail/resolver.ts';
import { squash } from '../mail/text-choice.ts';
import { ANSWERS } from './fixtures/answers.ts';
import { AUTOMATIC } from './fixtures/automatic.ts';
import { GATE_BOMBS, READER_BOMBS } from './fixtures/bombs.ts';
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

async function checkNothing(t: ExecutionContext, asked: Asked, ruling: Ruling, what: string): Promise<void> {
  t.not(ruling.disposition, null, what);
  t.is(ruling.moved, 0n, what);
  t.is(await stateOf(bank, asked), 'awaiting-answer', what);
}

for (const { what, fields, body, reason } of GATE_BOMBS) {
  test.serial(`case 101: ${what}: refused by gate 0`, async (t) => {
    const asked = await question();
    const raw = bytesOf([...answerFields(bank, asked), ...fields], body());
    const before = bank.dns.asked().length;
    const begun = performance.now();
    const ruling = await bank.bring(raw);
    t.log(`${raw.length} bytes in ${Math.round(performance.now() - begun)} ms, the store included`);
    await checkNothing(t, asked, ruling, what);
    t.regex(ruling.findings.find((finding) => finding.code === 'unreadable')?.detail ?? '', reason);
    t.is(bank.dns.asked().length, before, 'nobody was asked');
    t.deepEqual(told(ruling), []);
  });
}

/** Processor time in milliseconds: of this thread, and of the other threads of the process. */
function cpuMeter(): () => { readonly main: number; readonly others: number } {
  const spent = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000;
  const begun = { main: process.threadCpuUsage(), all: process.cpuUsage() };
  return () => {
    const main = spent(process.threadCpuUsage(begun.main));
    return { main, others: spent(process.cpuUsage(begun.all)) - main };
  };
}

/** Of all the bombs of case 102. */
const sum = { main: 0, others: 0 };

for (const { what, type, body } of READER_BOMBS) {
  test.serial(`case 102: ${what}: ends in the worker`, async (t) => {
    const asked = await question();
    const raw = signedBytes(bank, bytesOf([...answerFields(bank, asked), type], body()));
    const letter = { bytes: raw, receivedAt: bank.world.now, intake: 'lmtp' as const, envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null };
    const meter = cpuMeter();
    const outcome = await pool.read(letter, true);
    const { main, others } = meter();
    t.log(`${Math.round(others)} ms of processor time in the worker, ${main.toFixed(1)} ms in the main thread`);
    t.is(outcome.kind, 'reading', JSON.stringify(outcome).slice(0, 200));
    sum.main += main;
    sum.others += others;
    await checkNothing(t, asked, await bank.bring(raw), what);
  });
}

test.serial('case 102: the work of all of them was the worker’s', (t) => {
  t.log(`${Math.round(sum.main)} ms of processor time in the main thread, ${Math.round(sum.others)} ms in the worker`);
  t.true(sum.main * 4 < sum.others);
});

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

// Both parsers make a file of it; RFC 2045 §5.2 makes it plain text, and mail of programs older than MIME is full of it.
test.serial('case 103: a type that is nothing but `text` is plain text, where the sender has signed it', async (t) => {
  const typed = (asked: Asked): Buffer => bytesOf([...answerFields(bank, asked), 'Content-Type: text'], `OK ${PW}\n`);
  const own = await question();
  t.is(outcomeOf(await bank.bring(signedBytes(bank, typed(own)))), 'CONSENT');
  const other = await question();
  const unsigned = signedBytes(bank, typed(other), undefined, { fields: SIGNED_FIELDS.filter((name) => name !== 'content-type') });
  await checkNothing(t, other, await bank.bring(unsigned), 'unsigned');
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
