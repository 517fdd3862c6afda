/** The files of a receipt come out of its mail byte for byte, by two parsers, and prove the payment. */
import { generateKeyPairSync } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { utf8 } from '../bulletin-board/format/encoding.ts';
import { receiptFiles } from '../bulletin-board/format/evidence.ts';
import { parsePolicy } from '../bulletin-board/format/policy.ts';
import { receiptOfMail } from '../bulletin-board/verify/mail.ts';
import { checkReceipt } from '../bulletin-board/verify/receipt.ts';
import type { OwedNotice, ReceiptEvidence } from './core/notice.ts';
import { makeMailSigner } from './mail/compose.ts';
import { bank } from './notices/fixtures/examples.ts';
import { renderNotice } from './notices/index.ts';
import type { OutgoingAttachment } from './protocol/letter.ts';
import { makeProve } from './receipt-evidence.ts';
import { AT, boardOf, BUYERS, entryOf, INDEX, MERCHANTS, ORIGIN, PUBLIC_URL, receipt } from './testing/receipts.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const sign = makeMailSigner({ domain: 'bank.example', selector: 'k1', privateKey });

async function mailOf(notice: OwedNotice, evidence: ReceiptEvidence): Promise<Uint8Array> {
  const { messageId, inReplyTo, references, replyTo, autoSubmitted } = notice;
  const rendered = renderNotice(notice, bank, evidence);
  return sign({ from: { name: bank.name, address: bank.paymentAddress }, to: notice.to, date: AT, messageId, inReplyTo, references, replyTo, autoSubmitted, ...rendered });
}

type Part = { readonly filename: string; readonly type: string; readonly content: string };
const hex = (bytes: Uint8Array | ArrayBuffer): string => Buffer.from(bytes as Uint8Array).toString('hex');
const partOf = ({ filename, contentType, content }: OutgoingAttachment): Part => ({ filename, type: contentType.replace(/;.*/, ''), content: hex(content) });

/** By two parsers. The first one guesses a type by the file's name where there is only application/octet-stream. */
async function partsOf(mail: Uint8Array): Promise<readonly (readonly Part[])[]> {
  const one = await simpleParser(Buffer.from(mail));
  const other = await PostalMime.parse(mail);
  const guess = (filename: string, type: string): string => (filename !== receiptFiles.evidence && filename.endsWith('.json') && !filename.startsWith('payment-') ? 'application/octet-stream' : type);
  return [
    one.attachments.map(({ filename = '', contentType, content }) => ({ filename, type: guess(filename, contentType), content: hex(content) })),
    other.attachments.map(({ filename, mimeType, content }) => ({ filename: filename ?? '', type: mimeType, content: typeof content === 'string' ? content : hex(content) })),
  ];
}

test('all files come out of the signed mail byte for byte, by both parsers, each sent as base64', async (t) => {
  const entry = entryOf();
  const board = boardOf(t, entry);
  for (const facts of [BUYERS, MERCHANTS]) {
    for (const language of ['en', 'ja'] as const) {
      const notice = receipt(facts, { language });
      const evidence = await makeProve({ ...board, publicUrl: PUBLIC_URL })(notice, entry);
      const mail = await mailOf(notice, evidence);
      const expected = renderNotice(notice, bank, evidence).attachments.map(partOf);
      for (const parts of await partsOf(mail)) t.deepEqual(parts, expected);
      const source = Buffer.from(mail).toString('latin1');
      const heads = source.split(/\r\n\r\n/).filter((block) => /Content-Disposition: attachment/.test(block));
      t.is(heads.length, expected.length);
      for (const head of heads) t.regex(head, /Content-Transfer-Encoding: base64/);
      t.notRegex(source, /Content-Disposition: inline/i);
      for (const name of Object.values(receiptFiles)) t.true(source.includes(`filename=${name}`) || source.includes(`filename="${name}"`), name);
      t.false(source.includes('c2sp.org/tlog-proof@v1'));
    }
  }
});

test('whoever saves the mail proves the payment with it, and sees what is theirs', async (t) => {
  const entry = entryOf();
  const board = boardOf(t, entry);
  for (const [facts, details] of [[BUYERS, 'reference payer payee total ordered at order-message-id'], [MERCHANTS, 'reference payer payee total invoice ordered at']] as const) {
    const evidence = await makeProve({ ...board, publicUrl: PUBLIC_URL })(receipt(facts), entry);
    const verdict = checkReceipt(await receiptOfMail(await mailOf(receipt(facts), evidence)), parsePolicy(board.log.policy));
    if (verdict.outcome !== 'proved') throw new Error(JSON.stringify(verdict));
    t.like(verdict.facts, { kind: 'settled', origin: ORIGIN, index: INDEX, reference: 'K7F3-K29Q', hidden: 2, quorum: 'met' });
    t.is(verdict.facts.details?.map(({ name }) => name).join(' '), details);
  }
  const withdrawn = await makeProve({ ...board, publicUrl: null })(receipt(BUYERS), { ...entry, face: null, details: [] });
  t.is(checkReceipt(await receiptOfMail(await mailOf(receipt(BUYERS), withdrawn)), parsePolicy(board.log.policy)).outcome, 'proved');
});

test('property: any bytes come out as they went in', async (t) => {
  const entry = entryOf();
  const notice = receipt(BUYERS);
  const evidence = await makeProve({ ...boardOf(t, entry), publicUrl: null })(notice, entry);
  const nasty = fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.array(fc.constantFrom('\r', '\n', '\r\n', '.', '\0', 'From ', '=', '--', ' ', '\u2014 x\n'), { maxLength: 60 }).map((all) => utf8(all.join(''))));
  await t.notThrowsAsync(
    fc.assert(
      fc.asyncProperty(nasty, nasty, async (first, second) => {
        const attachments = evidence.attachments.map((one, at) => (at === 0 ? { ...one, content: first } : at === 1 ? { ...one, content: second } : one));
        for (const parts of await partsOf(await mailOf(notice, { ...evidence, attachments }))) {
          if (JSON.stringify(parts) !== JSON.stringify(attachments.map(partOf))) throw new Error('other bytes');
        }
      }),
      { numRuns: 40 },
    ),
  );
});
