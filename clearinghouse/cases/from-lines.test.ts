/** 1,500 From fields by the grammar, through every parser: the sender is mailauth's `headerFrom` or nobody, and never somebody whose domain has not signed. */
import test from 'ava';
import { dkimVerify } from 'mailauth';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { hintsOf } from '../mail/hints.ts';
import { canonicalAddress, splitAddress } from '../protocol/address.ts';
import { openBank, type CaseBank } from './testing/bank.ts';
import { fromLine, plainFromLine } from './testing/from-lines.ts';
import { makeRandom } from './testing/mutations.ts';
import { signedBytes } from './testing/trade.ts';

let bank: CaseBank;

test.before(async () => {
  bank = await openBank('from');
});
test.after.always(async () => {
  await bank?.stop();
});

const mailFrom = (line: string): Buffer =>
  Buffer.from(`From: ${line}\r\nTo: pay@bank.example\r\nSubject: x\r\nDate: ${new Date(bank.world.now).toUTCString().replace('GMT', '+0000')}\r\nMessage-ID: <1@buyer.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBALANCE\r\n`);

async function readFrom(raw: Buffer) {
  const outcome = await bank.reader({ bytes: raw, receivedAt: bank.world.now, intake: 'lmtp', envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null }, true);
  if (outcome.kind !== 'reading') throw new Error(outcome.reason);
  return outcome.reading;
}

const othersSee = async (raw: Buffer): Promise<readonly string[]> => {
  const first = await simpleParser(raw, {}).catch(() => null);
  const second = await PostalMime.parse(raw).catch(() => null);
  return [first?.from?.value[0]?.address ?? '', second?.from !== undefined && 'address' in second.from ? (second.from.address ?? '') : ''];
};

test('case 61: 1,500 From fields by ABNF: the sender is the one that mailauth reads, or nobody', async (t) => {
  const counts = { nobody: 0, proved: 0, differ: 0 };
  for (let index = 0; index < 1_500; index += 1) {
    const line = fromLine(makeRandom(index));
    const raw = signedBytes(bank, mailFrom(line), index % 2 === 0 ? 'evil.example' : 'buyer.example');
    const { refusal, verdict } = await readFrom(raw);
    const { headerFrom } = await dkimVerify(raw, { strict: true, curTime: new Date(bank.world.now), resolver: async () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })) });
    const read = headerFrom.length === 1 ? canonicalAddress(String(headerFrom[0] ?? '')) : null;
    const what = JSON.stringify(line);
    if (refusal === null && verdict.address !== null) t.is<string | null, string | null>(verdict.address, read, what);
    if (verdict.strength !== 'none') {
      counts.proved += 1;
      t.is(splitAddress(verdict.address ?? '@').domain, index % 2 === 0 ? 'evil.example' : 'buyer.example', what);
      t.is(hintsOf(raw).from, verdict.address, what);
    } else counts.nobody += 1;
    const others = await othersSee(raw);
    if (others.some((address) => canonicalAddress(address ?? '') !== verdict.address)) counts.differ += 1;
  }
  t.log(JSON.stringify(counts));
  t.true(counts.proved >= 150 && counts.differ >= 150, 'the grammar gives both what can be read and what can not');
});

test('ordinary From fields are all read, and alike by every parser', async (t) => {
  for (let index = 0; index < 300; index += 1) {
    const { line, address } = plainFromLine(makeRandom(index));
    const raw = signedBytes(bank, mailFrom(line), splitAddress(address).domain);
    const { verdict } = await readFrom(raw);
    t.deepEqual([verdict.strength, verdict.address], ['signed', address], line);
    t.deepEqual(await othersSee(raw), [address, address], line);
  }
});
