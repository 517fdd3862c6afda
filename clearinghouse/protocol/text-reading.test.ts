import test from 'ava';
import fc from 'fast-check';
import { makeReading } from './make-reading.ts';
import type { ParsedMail, Verdict } from './reading.ts';
import { SECRET_MARK_OPEN } from './reading.ts';
import { makeDigest, sameSecret } from './secret.ts';
import { looseSecret, placesOf } from './secret-places.ts';
import { readText, secretMark } from './text-reading.ts';

const digest = makeDigest([{ version: 1, key: Buffer.from('pepper') }]);
const read = (...lines: string[]): ReturnType<typeof readText> => readText(lines.join('\n'), digest);

test('the direct mail of the design', (t) => {
  const reading = read('2 Sencha 100g', '1 bamboo whisk', '', 'Password: maple-7731-crow', 'Up to: 5,000 JPY');
  t.deepEqual(reading.lines, ['2 Sencha 100g', '1 bamboo whisk', '', `Password: ${secretMark(0)}`, 'Up to: 5,000 JPY']);
  t.deepEqual(reading.passwords, [{ index: 0, line: 3, digests: digest('maple-7731-crow'), weakness: null, quoted: false }]);
  t.deepEqual([reading.secretElsewhere, reading.separators, reading.trouble], [[], [], null]);
});

test('password lines in every language and width', (t) => {
  for (const line of [
    'Password: maple-7731-crow', 'PASSWORD = maple-7731-crow', 'pass word : Maple 7731 Crow', 'OTP: maple7731crow', 'One-time password: maple-7731-crow.', 'Code: maple-7731-crow', '*Password:* maple-7731-crow', 'Password: *maple-7731-crow*',
    'パスワード：ｍａｐｌｅ－７７３１－ｃｒｏｗ', 'ﾊﾟｽﾜｰﾄﾞ：maple-7731-crow', 'パスワードはmaple-7731-crowです。', '合言葉は maple-7731-crow', 'Passwort: maple-7731-crow', 'Mot de passe : maple-7731-crow', 'Contraseña: maple-7731-crow', '密码：maple-7731-crow', '비밀번호: maple-7731-crow', '> > Password: maple-7731-crow', '＞パスワード：maple-7731-crow', '| PW: maple-7731-crow',
    'My password is maple-7731-crow', 'The password is maple-7731-crow.', 'PASSWORD maple-7731-crow', 'Mein Passwort lautet maple-7731-crow', 'Le mot de passe est : maple-7731-crow', '合言葉 maple-7731-crow', 'my password: maple-7731-crow', 'pwd: maple-7731-crow', 'Pass: maple-7731-crow',
    'Password: maple-7731-crow (only for this order)', 'Password: maple-7731-crow, thanks!', 'パスワード：maple-7731-crow、よろしくお願いします。',
  ]) {
    const { passwords, lines } = read('2 Sencha', line);
    t.is(passwords.length, 1, line);
    t.true(sameSecret(passwords[0]?.digests ?? [], digest('maple-7731-crow')), line);
    t.is(passwords[0]?.quoted, /^[>＞|]/.test(line), line);
    t.true(lines[1]?.includes(SECRET_MARK_OPEN), line);
  }
  for (const line of ['Password:', 'Password', 'My password maple-7731-crow', 'Password - ', 'The password is as usual', 'My password is below.', 'Password protected', 'Password follows by telephone', 'Password reset at shop.example/reset-1', 'Code AB-1234', 'passwords: x-7731-y', 'barcode: 7731']) t.is(read(line).passwords.length, 0, line);
});

test('weak, quoted, below a separator, and written again elsewhere', (t) => {
  const reading = read('2 Sencha 100g', 'Password: sencha', '> Password: maple-7731-crow', '(it is Maple 7731 crow)', '-----Original Message-----', 'From: Takao', 'PW: abc12', 'maple7731crow');
  t.deepEqual(reading.passwords.map(({ line, weakness, quoted }) => [line, weakness, quoted]), [[1, 'word-of-order', false], [2, 'word-of-order', true], [6, 'too-short', true]]);
  t.deepEqual(reading.secretElsewhere, [0, 3, 7]);
  t.deepEqual(reading.lines.slice(2, 4), [`> Password: ${secretMark(1)}`, `(it is ${secretMark(1)})`]);
  t.deepEqual(reading.separators, [4, 5]);
});

test('a password below an attribution is quoted, with marks or without', (t) => {
  const attribution = 'On Tue, 3 Nov 2026 at 10:00, Takao <takao@buyer.example> wrote:';
  const passwordsOf = (...lines: string[]): (readonly [number, boolean])[] => read(...lines).passwords.map(({ line, quoted }) => [line, quoted]);
  t.deepEqual(passwordsOf('3 Gyokuro, as last time', attribution, '', '2 Sencha', 'Password: maple-7731-crow'), [[4, true]]);
  t.deepEqual(passwordsOf('Password: river-1234-stone', attribution, '> 2 Sencha', '> Password: maple-7731-crow'), [[0, false], [3, true]]);
  t.deepEqual(passwordsOf(attribution, '> 2 Sencha', '', 'Password: river-1234-stone'), [[3, false]]);
});

test('texts that cannot be read for sure say so', (t) => {
  t.is(read('2 Sencha \ufffd', 'Password: maple-7731-crow').trouble, 'replacement-character');
  t.is(read('2 \u202eSencha').trouble, 'direction-override');
  t.like(read(...Array.from({ length: 17 }, (_none, n) => `Password: maple-${7000 + n}`)), { lines: [], passwords: [], trouble: 'too-many-passwords' });
  t.like(read('x\n'.repeat(20_001)), { lines: [], trouble: 'too-many-lines' });
});

const mail = (text: string, subject = 'Order'): ParsedMail => ({
  refusal: null, findings: [{ code: 'gate', hit: false, detail: '' }], automatic: null, resent: false, bounce: null, bodyHash: 'aa', text, alternative: null,
  originals: [{ messageId: 'a@b', date: 1, verdict, text: 'Password: maple-7731-crow' }, { messageId: null, date: null, verdict, text: null }, { messageId: null, date: null, verdict, text: '\ufffd' }],
  headers: { messageId: 'm@b', inReplyTo: [], references: [], subject, date: null, to: [], cc: [], recipients: [] },
});
const verdict: Verdict = { strength: 'signed', address: 'takao@buyer.example', signature: null, findings: [] };

test('a reading holds all that the letter says, its findings and its originals', (t) => {
  const reading = makeReading(mail('BALANCE'), verdict, digest);
  t.deepEqual(reading.findings.map(({ code, hit }) => [code, hit]), [['gate', false], ['text-trouble', false], ['alternatives-differ', false]]);
  t.deepEqual(reading.command, { name: 'BALANCE' });
  t.deepEqual(reading.originals.map((original) => original.text?.lines ?? null), [[`Password: ${secretMark(0)}`], null, null]);
  t.false('trouble' in (reading.text ?? {}));
  const troubled = makeReading(mail('OK \ufffd'), verdict, digest);
  t.is(troubled.answer?.doubt, 'replacement-character');
  t.true(troubled.findings.some(({ code, hit }) => code === 'text-trouble' && hit));
});

test('a refused letter keeps no text', (t) => {
  const reading = makeReading({ ...mail('Password: maple-7731-crow'), refusal: { code: 'no-from', detail: '' } }, verdict, digest);
  t.like(reading, { text: null, answer: null, command: null, originals: [] });
});

test('a password in the subject is not kept in clear', (t) => {
  t.is(makeReading(mail('Password: maple-7731-crow', 'Order (ｍａｐｌｅ 7731 crow)'), verdict, digest).headers.subject, 'Order (…)');
  t.is(makeReading(mail('Password: maple-7731-crow', 'Ｏｒｄｅｒ'), verdict, digest).headers.subject, 'Ｏｒｄｅｒ');
});

test('nor is one that the subject says itself, or that the text speaks after a consent word', (t) => {
  const subject = (written: string, text: string | null = ''): string => makeReading({ ...mail('', written), text, originals: [] }, verdict, digest).headers.subject;
  const rows: readonly (readonly [string, string | null, string])[] = [
    ['OK maple-7731-crow', '', 'OK …'], ['OK maple-7731-crow', null, 'OK …'], ['Re: OK maple-7731-crow', 'OK maple-7731-crow', 'Re: OK …'], ['maple 7731 crow', 'Yes: maple-7731-crow.', '…'],
    ['Password: maple-7731-crow', '', 'Password: …'], ['RE: AW: Re[2]: Password: maple-7731-crow', '', 'RE: AW: Re[2]: Password: …'], ['Fwd: [External] OK maple-7731-crow!', '', 'Fwd: [External] OK …!'],
    ['返信： 承認 ｍａｐｌｅ－７７３１－ｃｒｏｗ', '', '返信: 承認 …'], ['返信: パスワードはmaple-7731-crowです', null, '返信: パスワードは…です'], ['OK password: maple-7731-crow', '', 'OK …'],
  ];
  for (const [written, text, kept] of rows) t.is(subject(written, text), kept, written);
  for (const plain of ['Order 7731', 'Re: Order of tea', 'OK', 'Re: Yes', 'Japan tea order', 'Passwords']) t.is(subject(plain, 'OK maple-7731-crow'), plain);
  const refused = { ...mail('', 'OK maple-7731-crow'), originals: [], refusal: { code: 'ambiguous-text', detail: '' } };
  t.is(makeReading(refused, verdict, digest).headers.subject, 'OK …');
});

test('a password line that others of one password stand above is masked in the subject as well', (t) => {
  const lines = [...Array.from({ length: 20 }, () => 'Password: river-1234-stone'), 'Password: maple-7731-crow'];
  t.is(makeReading({ ...mail(lines.join('\n'), 'maple-7731-crow'), originals: [] }, verdict, digest).headers.subject, '…');
});

test('two alternatives with two passwords or two totals differ; quotation that HTML lacks does not', (t) => {
  const differs = (text: string, alternative: string): string | undefined => makeReading({ ...mail(text), alternative }, verdict, digest).findings.find(({ code, hit }) => code === 'alternatives-differ' && hit)?.detail;
  t.is(differs('2 Sencha\nPassword: maple-7731-crow', '2 Sencha\nPassword: maple-7731-crow\n'), undefined);
  t.is(differs('2 Sencha\nPassword: maple-7731-crow', '2 Sencha\nPassword: maple-7731-cros'), 'password');
  t.is(differs('2 Sencha\nPassword: maple-7731-crow', '2 Sencha'), 'password');
  t.is(differs('Total: 4,741 JPY\n> Password: maple-7731-crow', 'Total: JPY 4,741'), undefined);
  t.is(differs('Total: 4,741 JPY\n> Password: maple-7731-crow', 'Total: 4,714 JPY\n> Password: maple-7731-crow'), 'total');
});

test('two alternatives with two ceilings or two payees differ, and one that only one of them shows; forms of one do not', (t) => {
  const differs = (text: string, alternative: string): string | undefined => makeReading({ ...mail(text), alternative }, verdict, digest).findings.find(({ code, hit }) => code === 'alternatives-differ' && hit)?.detail;
  const order = (...keys: string[]): string => ['2 Sencha', '', 'Password: maple-7731-crow', ...keys].join('\n');
  const quoted = (...keys: string[]): string => ['', 'On Tue, 3 Nov 2026 at 10:00, Tea <shop@tea.example> wrote:', ...keys].join('\n');
  for (const [plain, html] of [['Up to: 50,000 JPY', 'Up to: 5,000 JPY'], ['2 bowls', 'Up to: 5,000 JPY'], ['Up to: 50,000 JPY', '2 bowls'], ['Up to: 50,000 JPY', quoted('> Up to: 5,000 JPY')], ['Up to: 50,000 JPY', 'Up to:\n5,000 JPY'], ['Up to: 5,000', 'Up to: 5,000 JPY\nUp to: 500'], ['Up to: 5,000', 'Up to:\n5,000,000']]) t.is(differs(order(plain ?? ''), order(html ?? '')), 'ceiling', `${plain} / ${html}`);
  for (const [plain, html] of [['Pay to: A', 'Pay to: B'], ['Pay to: A <a@tea.example>', 'Pay to: A <b@tea.example>'], ['2 bowls', 'Pay to: B'], ['Pay to: A', '2 bowls'], ['Pay to: Tea of', 'Pay to: Tea of Uji']]) t.is(differs(order(plain ?? ''), order(html ?? '')), 'payee', `${plain} / ${html}`);
  for (const [plain, html] of [
    ['Up to: 5,000 JPY', 'Up to:5000JPY'], ['Up to: *5,000 JPY*', 'Up to: 5,000 JPY'], ['Up to: 5,000 JPY', 'Up to:\n5,000 JPY'], ['Up to: 5,000 JPY', 'I can pay up to: 5,000 JPY'], ['up to 5,000 JPY', 'I can pay up to 5,000 JPY'], ['上限：５，０００円', '上限: 5,000円'],
    ['Pay to: shop@tea.example<mailto:shop@tea.example>', 'Pay to: shop@tea.example'], ['Pay to: Green Tea House', 'PAY TO: Green  Tea House'], ['> Up to: 5,000 JPY', '2 bowls'], [quoted('Up to: 5,000 JPY'), quoted('> Up to: 5,000 JPY')], ['Up to: 5,000 JPY', '> Up to: 5,000 JPY'],
  ]) t.is(differs(order(plain ?? ''), order(html ?? '')), undefined, `${plain} / ${html}`);
  t.is(differs('Shop: our site\nTotal: 500', 'Total: 500'), undefined);
});

test('totals without a colon are compared too', (t) => {
  const differs = (text: string, alternative: string): string | undefined => makeReading({ ...mail(text), alternative }, verdict, digest).findings.find(({ code, hit }) => code === 'alternatives-differ' && hit)?.detail;
  for (const [plain, html] of [['Total 4,741', 'Total 3,000'], ['Total 4,741 JPY', 'Total: 3,000 JPY'], ['合計4,741円', '合計3,000円'], ['Total: 4.741', 'Total 3,000'], ['Total 47.41 EUR', 'Total 30.00 EUR'], ['Total 47.41', 'Total 30.00']]) t.is(differs(plain ?? '', html ?? ''), 'total', plain);
  for (const [plain, html] of [['Total 4,741', 'Total: 4741'], ['Total 4,741 JPY', 'Total: JPY 4,741'], ['Total: 4,741 JPY', 'Total:\n4,741 JPY'], ['Total 4,741 JPY', 'Total satisfaction'], ['Total joy', 'Total fun']]) t.is(differs(plain ?? '', html ?? ''), undefined, plain);
});

const word = fc.stringMatching(/^[A-Za-z0-9]{2,8}$/);
const password = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join('-')).filter((text) => looseSecret(text).length >= 6);

test('no stored line holds the value of a password line in clear', (t) => {
  const texts = fc.record({ secret: password, label: fc.constantFrom('Password: ', '> PW=', 'パスワードは', 'Mot de passe : '), before: fc.array(fc.string()), around: fc.array(fc.tuple(fc.constantFrom('', '> ', '(', 'see '), fc.constantFrom('', '.', ')', ' ok'), fc.boolean())) });
  fc.assert(fc.property(texts, ({ secret, label, before, around }) => {
    const again = around.map(([head, tail, upper]) => head + (upper ? secret.toUpperCase() : secret.replaceAll('-', ' ')) + tail);
    const reading = read(...before, label + secret, ...again);
    if (reading.trouble !== null) return;
    for (const line of reading.lines) t.deepEqual(placesOf(line, looseSecret(secret)), [], line);
    t.false(reading.lines.join('\n').includes(secret));
    t.true(reading.passwords.some((found) => sameSecret(found.digests, digest(secret))));
  }));
});

const stored = (text: string): readonly string[] => makeReading({ ...mail(text), originals: [] }, verdict, digest).text?.lines ?? [];

test('a sentence that begins like a consent is kept', (t) => {
  for (const text of [
    '確認したところ、11月22日に発送済みでした。追跡番号は 1234-5678-9012 です。', '承認できません。商品が届いていないためです。', '確認いたしましたが、お荷物は営業所に戻っています。',
    'Ja, das Paket wurde am 22. November verschickt und zugestellt.', 'Si tratta di un errore del corriere, il pacco arriva domani.', 'Yes, we shipped it yesterday and the parcel is with the post now.',
  ]) t.deepEqual(stored(text), [text.normalize('NFKC')]);
});

test('what may be a password is stored in no sentence, and in no consent whatever stands around it', (t) => {
  for (const [text, kept] of [
    ['確認したところ、maple-7731-crow でした。', '確認したところ、… でした。'], ['確認しましたが、12345678 です。', '確認しましたが、… です。'], ['確認したところ、パスワードはさくらもちだいふくです。', '確認…。'],
    ['Yes we shipped it yesterday', 'Yes …'], ['Yes, the password is butterfly, thank you very much', 'Yes, …'], ['Ja, das ist Schmetterling, vielen Dank und schöne Grüße', 'Ja, …'], ['OK butterfly please send it soon to my new address', 'OK …'],
    ['確認いたしました。さくらもちだいふく', '確認…'], ['はいさくらもちだいふく', 'はい…'], ['OK correct horse battery staple', 'OK …'],
  ] as const) t.is(stored(text)[0], kept, text);
});

test('no stored line holds a password with figures that is spoken on the line of a consent', (t) => {
  const secret = fc.tuple(fc.stringMatching(/^[a-z]{3,8}$/), fc.stringMatching(/^[0-9]{3,6}$/), fc.stringMatching(/^[a-z]{3,8}$/), fc.constantFrom('-', '', '.')).map(([one, figures, other, joint]) => [one, figures, other].join(joint));
  const heads = fc.constantFrom('OK ', 'ok: ', 'はい、', 'はい', '確認したところ、', '確認しましたが、', 'Ja, das Paket ', 'Si tratta di ', 'Yes, we sent it ', '承認できません。');
  const tails = fc.constantFrom('', '.', ' please', ' です。', 'です', ', and the rest of it comes on Monday', '。よろしくお願いします。', ' und das ist alles was ich weiß');
  fc.assert(fc.property(heads, secret, tails, (head, spoken, tail) => {
    const [line = ''] = stored(`${head}${spoken}${tail}`);
    t.deepEqual(placesOf(line, looseSecret(spoken)), [], line);
    t.false(line.includes(spoken), line);
  }), { numRuns: 500 });
});
