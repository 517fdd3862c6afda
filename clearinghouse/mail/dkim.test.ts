/** Our own signature over odd mails, judged by the library that reads others'. */
import test from 'ava';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth';
import { generateDkimKey, partsOfMail, readDkimKey, signBytes, signMail } from './dkim.ts';

const NOW = 1_795_000_000;
const { privatePem, dnsRecord } = generateDkimKey();
const key = { domain: 'bank.example', selector: 'k1', privateKey: readDkimKey(privatePem) };
const HEADER = 'From: Bank <pay@bank.example>\r\nTo: hana@mail.example\r\nSubject: Paid\r\nMessage-ID: <a@bank.example>\r\nDate: Sat, 21 Nov 2026 02:04:00 +0000\r\n';

async function verdict(mail: Uint8Array): Promise<string | undefined> {
  const { results } = await dkimVerify(Buffer.from(mail), { resolver: async () => [[dnsRecord]] as never, curTime: new Date((NOW + 60) * 1_000), strict: true });
  return results.length === 1 ? results[0]?.status.result : `${results.length} signatures`;
}

async function signedAllWays(mail: string): Promise<readonly [string | undefined, boolean]> {
  const bytes = Buffer.from(mail, 'latin1');
  const direct = signBytes(bytes, key, NOW, NOW + 600);
  const others = await Promise.all([true, false].map((aside) => signMail(partsOfMail(bytes), key, NOW, NOW + 600, aside)));
  return [await verdict(direct), others.every((mail) => direct.equals(mail))];
}

const FILE = '\r\nContent-Type: application/octet-stream; name=a.bin\r\nContent-Transfer-Encoding: base64\r\n';

test('bodies: blanks at ends of lines, tabs, empty lines at the end, files before and behind', async (t) => {
  for (const body of ['', '\r\n', '\r\n\r\n', 'a', 'a ', 'a  b\t\tc \r\n', ' \r\n', '\t', ' a\r\n\r\n \r\n', `text  here \r\n${FILE}\r\nAAAA\r\n--x--\r\n`, `${FILE}\r\nAAAA \r\n  b\t\r\n`, `a${FILE}${FILE}\t \r\n\r\n\r\n`, `a  ${FILE}`, `a  ${FILE} `]) {
    t.deepEqual(await signedAllWays(`${HEADER}\r\n${body}`), ['pass', true], JSON.stringify(body));
  }
  const piece = fc.constantFrom(' ', '  ', '\t', 'a', '.', '=\r\n', '\r\n', '\r\n\r\n', FILE);
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async (pieces) => t.deepEqual(await signedAllWays(`${HEADER}\r\n${pieces.join('')}`), ['pass', true])), { numRuns: 60 });
});

test('fields: folded, with blanks around, several of one name', async (t) => {
  const field = fc.tuple(fc.constantFrom('Subject', 'References', 'X-Loop', 'Reply-To', 'content-type'), fc.array(fc.constantFrom('a', ' ', '\t', '\r\n ', '\r\n\t', ' \r\n  ', ':', 'b c'), { maxLength: 8 }));
  await fc.assert(
    fc.asyncProperty(fc.array(field, { maxLength: 4 }), async (fields) => {
      const more = fields.map(([name, value]) => `${name}:${value.join('')}x\r\n`).join('');
      t.deepEqual(await signedAllWays(`${more}${HEADER}\r\nbody\r\n`), ['pass', true]);
    }),
    { numRuns: 60 },
  );
});

test('a mail without From, or without an end of its header, is our own bug', async (t) => {
  t.throws(() => signBytes(Buffer.from('To: a@b.example\r\n\r\n'), key, NOW, NOW + 1), { instanceOf: RangeError });
  t.throws(() => signBytes(Buffer.from(HEADER), key, NOW, NOW + 1), { instanceOf: RangeError });
  await t.throwsAsync(signMail({ header: 'To: a@b.example\r\n', body: '' }, key, NOW, NOW + 1, true), { instanceOf: RangeError });
});
