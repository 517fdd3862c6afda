/** Whatever is plainly written, both parsers see in it what we see: to ask one of them says the same as to ask both, of good, broken and hostile mails. */
import test from 'ava';
import { writeMail } from '../../scripts/test-mail.ts';
import type { TestMail } from '../../scripts/test-mail.ts';
import { FORWARD_LAYOUTS } from '../cases/fixtures/forward-layouts.ts';
import { PUBLISHED_STRUCTURES } from '../cases/fixtures/published-structures.ts';
import { STRUCTURES } from '../cases/fixtures/structures.ts';
import { makeRandom, mutate } from '../cases/testing/mutations.ts';
import { GATE_LIMITS, gate0 } from './gate.ts';
import { isPlainlyWritten } from './plain-structure.ts';
import { asParsersGetIt, chooseText, parseTwice } from './text-choice.ts';
import type { TextChoice } from './text-choice.ts';

const ORDER: TestMail = { from: 'Takao Sasaki <takao@buyer.example>', to: 'shop@tea.example', subject: 'Order', text: '2 Sencha 100g\n\nPassword: maple-7731-crow\n', date: Date.UTC(2026, 10, 21, 1, 32, 5), messageId: '8d1f@buyer.example' };
const HTML = '<div dir="ltr">2 Sencha 100g<br><br>Password: maple-7731-crow</div>';

const raw = (fields: readonly string[], body: string): Buffer => Buffer.from(['From: a@b.example', 'Subject: a', ...fields, '', body].join('\n').replaceAll('\n', '\r\n').replaceAll('\u2424', '\n'), 'utf8');
const typed = (type: string, encoding: string, body: string): Buffer => raw([`Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`], body);

const GMAIL = typed('multipart/alternative; boundary="0000000000001a2b"', '7bit', `--0000000000001a2b\nContent-Type: text/plain; charset="UTF-8"\n\nOK maple\n\n--0000000000001a2b\nContent-Type: text/html; charset="UTF-8"\nContent-Transfer-Encoding: quoted-printable\n\n<div dir=3D"ltr">OK maple</div>\n\n--0000000000001a2b--\n`);

const GOOD: readonly Buffer[] = [
  writeMail(ORDER),
  writeMail({ ...ORDER, html: HTML }),
  writeMail({ ...ORDER, text: null, html: HTML }),
  writeMail({ ...ORDER, text: '煎茶を二つ\n合言葉: もみじ7731\n' }),
  writeMail({ ...ORDER, attachments: [{ filename: 'a.pdf', type: 'application/pdf', content: Buffer.alloc(300, 7) }] }),
  writeMail({ ...ORDER, attachments: [{ filename: 'order.eml', type: 'message/rfc822', content: writeMail(ORDER) }] }),
  writeMail({ ...ORDER, html: HTML, attachments: [{ filename: 'a.png', type: 'image/png', content: Buffer.alloc(300, 7) }] }),
  typed('text/plain; charset=utf-8; format=flowed; delsp=yes', '8bit', 'OK maple \nand more ü\n> quoted\n'),
  typed('text/plain; charset=utf-8', 'quoted-printable', 'OK=20maple =C3=BC and a long=\n line\n'),
  typed('text/plain; charset=us-ascii', '7bit', 'OK maple\n'),
  raw([], 'OK maple\n'),
  GMAIL,
];

/** Valid, and yet not plain: other charsets, comments, preambles, named texts. */
const OTHERS: readonly Buffer[] = [
  writeMail({ ...ORDER, text: '煎茶を二つ\n', charset: 'iso-2022-jp' }),
  writeMail({ ...ORDER, text: '煎茶を二つ\n', charset: 'shift_jis' }),
  writeMail({ ...ORDER, attachments: [{ filename: 'a.txt', type: 'text/plain', content: Buffer.from('NO\r\n'), disposition: 'inline' }] }),
  typed('text/plain; charset=utf-8 (a comment)', '7bit', 'OK maple\n'),
  typed('multipart/mixed; boundary=b', '7bit', 'a preamble\n--b\nContent-Type: text/plain\n\nOK maple\n--b--\n'),
  typed('text/plain; charset=utf-8', 'base64', 'T0sgbWFwbGU\n'),
  Buffer.from(GMAIL.toString().replace('--0000000000001a2b--', '--0000000000001a2b--\t')),
];

const structures = (): readonly Buffer[] => [...STRUCTURES, ...PUBLISHED_STRUCTURES].map(([, fields, body]) => raw(fields, body.replaceAll('PW', 'maple-7731-crow')));
const layouts = (): readonly Buffer[] => FORWARD_LAYOUTS.map((layout) => writeMail({ ...ORDER, text: JSON.stringify(layout).replaceAll('\\n', '\n') }));

type Tried = { readonly plain: boolean; readonly one: TextChoice; readonly two: TextChoice };

/** Null where gate 0 refuses it. */
async function tried(bytes: Buffer): Promise<Tried | null> {
  const gate = gate0(bytes, GATE_LIMITS);
  if (!gate.ok) return null;
  const [one, two] = [await chooseText(bytes, gate.parts), await chooseText(bytes, gate.parts, parseTwice)];
  return { plain: isPlainlyWritten(asParsersGetIt(bytes, gate.parts)), one, two };
}

test('what people\'s clients write is plain, and read the same by one and by both', async (t) => {
  for (const [at, bytes] of GOOD.entries()) {
    const result = await tried(bytes);
    t.true(result?.plain, `mail ${at}`);
    t.is(result?.two.kind, 'text', `mail ${at}`);
    t.deepEqual(result?.one, result?.two, `mail ${at}`);
  }
});

test('what readers could take differently is not plain', async (t) => {
  for (const [at, bytes] of OTHERS.entries()) {
    const result = await tried(bytes);
    t.not(result?.plain, true, `mail ${at}`);
    t.deepEqual(result?.one, result?.two, `mail ${at}`);
  }
});

test('hostile structures and forwards in all layouts: one parser says what both say', async (t) => {
  let [plain, refused] = [0, 0];
  for (const bytes of [...structures(), ...layouts()]) {
    const result = await tried(bytes);
    if (result === null) continue;
    t.deepEqual(result.one, result.two, bytes.toString());
    plain += result.plain ? 1 : 0;
    refused += result.two.kind === 'refused' ? 1 : 0;
    t.false(result.plain && result.two.kind === 'refused' && result.two.code === 'ambiguous-text', bytes.toString());
  }
  t.true(plain > 10 && refused > 10, `${plain} plain, ${refused} refused`);
});

test('4,000 mutants: one parser says what both say', async (t) => {
  const random = makeRandom(23);
  const mails = [...GOOD, ...OTHERS, ...structures()];
  let [plain, refused] = [0, 0];
  for (let turn = 0; turn < 4_000; turn += 1) {
    // Every second is of a good mail: most others are not plain before they are changed.
    const mail = turn % 2 === 0 ? GOOD[(turn / 2) % GOOD.length] : mails[turn % mails.length];
    const { bytes, names } = mutate(mail ?? Buffer.alloc(0), random);
    const result = await tried(bytes);
    if (result === null) continue;
    plain += result.plain ? 1 : 0;
    refused += result.two.kind === 'refused' ? 1 : 0;
    if (JSON.stringify(result.one) !== JSON.stringify(result.two)) return t.fail(`${names.join(', ')}\none ${JSON.stringify(result.one)}\ntwo ${JSON.stringify(result.two)}\n${bytes.toString()}`);
  }
  t.true(plain > 500 && refused > 200, `${plain} plain, ${refused} refused`);
});
