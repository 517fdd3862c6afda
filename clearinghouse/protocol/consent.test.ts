import test from 'ava';
import fc from 'fast-check';
import { beginsLikeConsent, isPlainRefusal, judgeAnswer, numbersBeside, readAnswer } from './consent.ts';
import { makeReading } from './make-reading.ts';
import { normalise } from './normalise.ts';
import type { ParsedMail, Verdict } from './reading.ts';
import { makeDigest } from './secret.ts';
import { CONSENT_WORDS } from './words.ts';

const digest = makeDigest([{ version: 1, key: Buffer.from('pepper') }]);
const secret = digest('4K7M-2222');

const parsed = (text: string | null, alternative: string | null = null): ParsedMail => ({
  refusal: null, findings: [], automatic: null, resent: false, bounce: null, bodyHash: '', text, alternative, originals: [],
  headers: { messageId: null, inReplyTo: [], references: [], subject: 'Re: Pay JPY 4,741?', date: null, to: [], cc: [], recipients: [] },
});
const verdict: Verdict = { strength: 'signed', address: 'takao@buyer.example', signature: null, findings: [] };

/** As the bank judges a whole mail, its text in trouble included. */
function judged(text: string, alternative: string | null = null): string {
  const { answer } = makeReading(parsed(text, alternative), verdict, digest);
  return answer === null ? 'UNCLEAR' : judgeAnswer(answer, secret);
}

const gmailQuote = '\n\nOn Sat, 21 Nov 2026 at 10:40, Example Bank <pay@bank.example>\nwrote:\n\n> Green Tea House asks JPY 4,741\n> for your order.\n>\n> To refuse, answer NO. If you did not order this, answer FRAUD.\n';

/** Numbers are the acceptance cases of the design. */
const cases: readonly (readonly [number, string, string])[] = [
  [1, 'OK 4K7M-2222', 'CONSENT'], [2, `ok 4k7m-2222${gmailQuote}`, 'CONSENT'], [3, 'ＯＫ　４Ｋ７Ｍ－２２２２', 'CONSENT'], [4, 'ＯＫ　４Ｋ７Ｍ−２２２２', 'CONSENT'],
  [5, 'Ok, 4K7M‑2222!', 'CONSENT'], [6, 'OK\u00a04K7M-2222\u200b', 'CONSENT'], [7, '\u200fOK 4K7M-2222\u200e', 'CONSENT'], [8, '\u202eOK 4K7M-2222', 'UNCLEAR'], [9, '\ufeffOK 4K7M-2222', 'CONSENT'],
  [10, 'OK: 4K7M 2222.', 'CONSENT'], [11, 'OK4K7M-2222', 'CONSENT'], [12, '*OK 4K7M-2222*', 'CONSENT'], [13, 'OK 4K7M-2222\n\nSent from my iPhone', 'CONSENT'], [13, 'OK 4K7M-2222\nSent from my iPhone', 'CONSENT'], [14, 'OK 4K7M-2222\n\niPhoneから送信', 'CONSENT'],
  [15, 'Hi,\n\nOK 4K7M-2222\n\nThanks', 'CONSENT'], [16, 'お世話になっております。\n承認します 4K7M-2222', 'CONSENT'], [17, 'はい、4K7M-2222です。', 'CONSENT'], [18, 'OK パスワード：４Ｋ７Ｍ２２２２', 'CONSENT'],
  [19, 'Ja 4K7M-2222', 'CONSENT'], [19, 'Oui 4K7M-2222', 'CONSENT'], [19, 'Sí 4K7M-2222', 'CONSENT'], [19, '同意 4K7M-2222', 'CONSENT'], [19, '확인 4K7M-2222', 'CONSENT'],
  [20, 'OK 4K7M-2222\n\nIf you are not the intended recipient, you must not read, but delete this mail. Questions?', 'CONSENT'],
  [21, '> Green Tea House asks JPY 4,741\n> for your order.\n>\n> answer NO\n\nOK 4K7M-2222', 'CONSENT'], [21, 'On Sat, 21 Nov 2026 at 10:40, Example Bank\n<pay@bank.example> wrote:\n> asks JPY 4,741\n\nOK 4K7M-2222\n', 'CONSENT'],
  [22, '> asks JPY 4,741\n\nOK 4K7M-2222\n\n> for your order', 'UNCLEAR'], [23, 'OK', 'UNCLEAR'], [24, '4K7M-2222', 'UNCLEAR'], [25, 'ОК 4K7M-2222', 'UNCLEAR'], [26, 'OK 9Z9Z-1111', 'WRONG_PASSWORD'], [27, 'OK 4K7M-2222 9Z9Z-1111', 'UNCLEAR'],
  ...['not ok 4K7M-2222', 'NO 4K7M-2222', 'No', 'NG 4K7M-2222', 'いいえ 4K7M-2222', 'キャンセルしてください 4K7M-2222', 'Nein 4K7M-2222', 'Non 4K7M-2222', '不同意 4K7M-2222', '취소 4K7M-2222', 'No problem, OK 4K7M-2222', 'Don’t pay'].map((text) => [28, text, 'REFUSED'] as const),
  [29, 'OK? 4K7M-2222', 'UNCLEAR'], [29, 'OK 4K7M-2222?', 'UNCLEAR'], [30, 'OK 4K7M-2222 but only one pack', 'UNCLEAR'], [31, 'OK 4K7M-2222\nbut only if it is in stock', 'UNCLEAR'], [32, 'OK 4K7M-2222\n\nRegards\n\nNO wait, cancel it', 'UNCLEAR'],
  [33, 'OK 4K7M-2222\n注文はキャンセルします', 'UNCLEAR'], [33, 'OK 4K7M-2222\n\n注文はキャンセルします', 'UNCLEAR'], [34, 'I did not order this.\n\nOK 4K7M-2222', 'UNCLEAR'], [35, '> OK 4K7M-2222', 'UNCLEAR'],
  [36, 'From: Example Bank <pay@bank.example>\nSent: Saturday, 21 November 2026\nTo: takao@buyer.example\nSubject: Pay\n\nOK 4K7M-2222', 'UNCLEAR'], [36, '差出人: Example Bank\n送信日時: 2026年11月21日\n宛先: takao@buyer.example\n件名: Pay\n\nOK 4K7M-2222', 'UNCLEAR'],
  [37, 'OKLAHOMA 4K7M-2222', 'UNCLEAR'], [37, 'O K 4K7M-2222', 'UNCLEAR'], [38, 'OK 4K7M-2222\ufffd', 'UNCLEAR'], [38, 'OK 4K7M-2222\n\n\ufffd', 'UNCLEAR'], [42, '', 'UNCLEAR'],
  [46, '🆗 4K7M-2222', 'UNCLEAR'], [46, '👍 4K7M-2222', 'UNCLEAR'], [46, '了解です 4K7M-2222', 'UNCLEAR'], [46, '大丈夫です 4K7M-2222', 'UNCLEAR'],
  [0, 'FRAUD', 'FRAUD'], [0, '詐欺です', 'FRAUD'], [0, 'Betrug!', 'FRAUD'], [0, '欺诈', 'FRAUD'], [0, 'sure 4K7M-2222', 'UNCLEAR'], [0, '確認しました 4K7M-2222', 'UNCLEAR'], [0, '承認しません 4K7M-2222', 'UNCLEAR'], [0, 'si no 4K7M-2222', 'UNCLEAR'],
  [0, 'はい、パスワードは4K7M-2222です。', 'CONSENT'], [0, 'OK, password: 4K7M-2222', 'CONSENT'], [0, '佐々木商店 様\n\n同意します。4K7M-2222', 'CONSENT'], [0, 'OK 4K7M-2222\nMichael Ng', 'CONSENT'], [0, 'OK 4K7M-2222\n--\nNo. 1 Tea Importers', 'CONSENT'], [0, 'OK 4K7M-2222\nなければキャンセルで', 'UNCLEAR'],
  [0, 'OK 4K7M-2222\nis it in stock?', 'UNCLEAR'], [0, 'OK 4K7M-2222\nand the whisk?\nthanks', 'UNCLEAR'], [0, 'OK 4K7M-2222\n\n> asks JPY 4,741\n\nstop', 'UNCLEAR'],
  [0, 'OK 4K7M-2222\n\n________________________________\nFrom: Example Bank <pay@bank.example>\nSent: Saturday\nTo: takao@buyer.example\nSubject: Pay\n\nGreen Tea House asks JPY 4,741\nNO frees it at once.', 'CONSENT'],
  [0, 'OK 4K7M-2222\n\n2026年11月21日(土) 10:40 Example Bank <pay@bank.example>:\n\n> いいえ', 'CONSENT'],
  [0, 'OK 4K7M-2222でお願いします', 'CONSENT'], [0, 'OK 4K7M-2222ですが高いです', 'UNCLEAR'], [0, 'Hi,\n> quoted\nOK 4K7M-2222', 'UNCLEAR'], [0, '| asks\n\nOK 4K7M-2222', 'UNCLEAR'],
];

for (const [number, text, outcome] of cases) {
  test(`case ${number}: ${JSON.stringify(text.slice(0, 70))} ${outcome}`, (t) => {
    t.is(judged(text), outcome);
  });
}

test('a label, quotation marks, thanks and a greeting around the password are read past, in the words that people use', (t) => {
  const told = [
    'OK 4K7M-2222, thanks!', 'OK 4K7M-2222 Thank you very much', 'Ok 4K7M-2222. Kind regards', 'OK 4K7M-2222 danke', 'OK 4K7M-2222 よろしくお願いします', 'OK 4K7M-2222 ありがとうございます。', 'OK 4K7M-2222 谢谢', 'OK 4K7M-2222 감사합니다', 'OK 4K7M-2222 👍', 'OK 4K7M-2222 :-)',
    'OK "4K7M-2222"', 'OK “4K7M-2222”', 'OK „4K7M-2222“', 'OK «\u202f4K7M-2222\u202f»', "OK '4K7M-2222'", 'OK (4K7M-2222)', 'OK [4K7M-2222]', 'OK <4K7M-2222>', 'OK `4K7M-2222`', 'OK 「4K7M-2222」.', 'OK **4K7M-2222**',
    'OK, password is 4K7M-2222', 'OK, my password is 4K7M-2222', 'OK and the password is: 4K7M-2222', 'OK, Passwort ist 4K7M-2222', 'Oui, mon mot de passe est 4K7M-2222, merci', 'Sí, la contraseña es 4K7M-2222', 'はい、お願いします。パスワードは「4K7M-2222」です。', '好的，密码是4K7M-2222，谢谢', '네, 비밀번호는 4K7M-2222입니다',
    'Yes, OK 4K7M-2222', 'OK, please pay. 4K7M-2222', 'Yes please: 4K7M-2222', 'OK! 4K7M-2222', 'O.K. 4K7M-2222', 'OKです。4K7M-2222', 'はい、OK 4K7M-2222', 'Hi, OK 4K7M-2222', 'Guten Tag, ja 4K7M-2222', 'Sì 4K7M-2222', 'Akkoord 4K7M-2222',
    'お世話になっております。\n佐々木です。\n\nOK 4K7M-2222', 'ご担当者様\n\nお世話になっております。\n山田商店の佐々木と申します。\nOK 4K7M-2222', 'Goedemorgen,\n\nOK 4K7M-2222',
  ];
  for (const text of told) {
    t.is(judged(text), 'CONSENT', text);
    t.not(judged(text.replace('4K7M', '4K7X')), 'CONSENT', text);
    t.notRegex(JSON.stringify(makeReading(parsed(text), verdict, digest)), /4K7M|2222/, text);
  }
  const unsure = [
    'OK pay 3000 4K7M-2222', 'OK please pay later 4K7M-2222', 'OK, thanks but no 4K7M-2222', 'OK 4K7M-2222 thanks but cheaper', 'OK my password is not 4K7M-2222', 'OK (4K7M-2222) if in stock', 'OK 4K7M-2222 (only the tea)', 'OK 4K7M-2222 3,000', 'OK "4K7M-2222', 'Hi, OK? 4K7M-2222', 'Hi, if OK 4K7M-2222', 'OKですが 4K7M-2222', 'OK 4K7M-2222 よろしくないです', 'OK [4K7M-2222] [9Z9Z-1111]',
    'Hola, si 4K7M-2222', 'お世話になっております。\n不要です。\nOK 4K7M-2222', 'お世話になっております。\n結構です。\nOK 4K7M-2222', '佐々木です。\nOK 4K7M-2222', 'Hello,\nDear all,\nHi,\nGood morning,\nOK 4K7M-2222',
  ];
  for (const text of unsure) t.not(judged(text), 'CONSENT', text);
});

test('case 40, 41: two alternatives must say the same; no text is no answer', (t) => {
  t.is(judged('OK 4K7M-2222', 'OK 4K7M-2222\n\nGreen Tea House asks'), 'CONSENT');
  t.is(judged('OK 4K7M-2222', 'OK4K7M-2222'), 'CONSENT');
  t.is(judged('OK 4K7M-2222', 'NO'), 'UNCLEAR');
  t.is(judged('NO', 'OK 4K7M-2222'), 'UNCLEAR');
  t.is(judged('OK 4K7M-2222', 'OK 4K7M-2223'), 'UNCLEAR');
  t.is(judged('OK 4K7M-2222', '\u202eOK 4K7M-2222'), 'UNCLEAR');
  t.is(makeReading(parsed(null), verdict, digest).answer, null);
});

test('thanks and plain words behind OK are no try at a password; with anything else among them they are', (t) => {
  for (const text of ['OK thanks', 'Yes please', 'OK, thank you', 'OK, thank you very much!', 'OK go ahead', 'Yes, approved, thanks', 'はい、了解しました', 'はい、承知しました。よろしくお願いします。', 'OK ありがとうございます', 'Ja, vielen Dank', 'Oui, s’il vous plaît', 'Sí, muchas gracias', 'OK grazie mille', '好的，谢谢', '네, 알겠습니다', '네 부탁드립니다']) t.is(judged(text), 'UNCLEAR', text);
  for (const text of ['OK thanks7731', 'OK thanks crow', 'OK pleasemaple', 'OK thank-you-7731', 'はい、了解しました7731']) t.is(judged(text), 'WRONG_PASSWORD', text);
  t.is(judgeAnswer(readAnswer(normalise('OK thank you').lines, digest), digest('thank you')), 'CONSENT');
});

test('case 49: the password of another payment is a wrong one', (t) => {
  const { answer } = makeReading(parsed('OK 4K7M-2222'), verdict, digest);
  t.is(answer === null ? null : judgeAnswer(answer, digest('other-4821')), 'WRONG_PASSWORD');
});

test('passwords that look like labels, closings, doubts or several words can be answered', (t) => {
  for (const password of ['code-7731-crow', 'if-only-7731', 'not but if', 'P@ssword!', 'red fox 7731', 'no-7731-go', 'ok-ok-7731', '暗い森の中です', 'what?7731', 'Passwort2026']) {
    for (const text of [`OK ${password}`, `ok: ${password}`, `OK password: ${password}`]) {
      t.is(judgeAnswer(readAnswer(normalise(text).lines, digest), digest(password)), 'CONSENT', text);
    }
    t.is(judgeAnswer(readAnswer(normalise(`OK x${password}`).lines, digest), digest(password)) === 'CONSENT', false);
  }
});

test('nothing of a password is shown, and nothing of it is stored in clear', (t) => {
  for (const [text, shown] of [['OK maple-7731-crow', 'OK …'], ['my password is maple-7731-crow', 'my password …'], ['maple 7731 crow', '…'], ['No, maple-7731-crow', 'No, …'], ['', '']] as const) {
    const reading = makeReading(parsed(text), verdict, digest);
    t.is(reading.answer?.shown, shown);
    if (text.startsWith('OK')) t.false(JSON.stringify(reading).includes('7731'));
  }
});

test('a printed number behind the password is found beside that password alone, and the two together are no password', (t) => {
  const said = (text: string): string | null => {
    const { answer, text: kept } = makeReading(parsed(text), verdict, digest);
    t.notRegex(JSON.stringify(kept), /4821|0937|2222/, text);
    return answer === null ? null : (numbersBeside(answer, secret)[0]?.digits ?? null);
  };
  for (const text of ['OK 4K7M-2222 4821 0937', 'ok 4k7m-2222, 48210937.', 'ＯＫ　４Ｋ７Ｍ－２２２２　４８２１　０９３７', 'OK password: 4K7M-2222 4821-0937', 'OKパスワードは4K7M-2222 48210937です', `OK 4K7M-2222 48210937${gmailQuote}`]) {
    t.is(said(text), '48210937', text);
    t.is(judged(text), 'UNCLEAR', 'where no number is asked for');
  }
  for (const text of ['OK 48210937', 'OK 4821 0937', 'OK 4K7M-2222', 'OK 48210937 4K7M-2222', 'OK 4K7M-2223 48210937', 'OK 4K7M-2222 48210937 please?', 'OK 4K7M-2222 48210937\nbut only if it is in stock', 'OK 4K7M-2222 482109', 'NO 4K7M-2222 48210937', 'OK\n4K7M-2222 48210937', '> OK 4K7M-2222 48210937', 'not OK 4K7M-2222 48210937']) t.deepEqual(numbersBeside(readAnswer(normalise(text).lines, digest), secret), [], text);
});

test('texts that a notice must not repeat at the head of a line', (t) => {
  for (const text of ['OK', 'ok 2 x Sencha', '* Yes, please', 'Ja!', '承認 7731', 'OK7731', '> OK']) t.true(beginsLikeConsent(text), text);
  for (const text of ['Okayama peach', 'Jasmine tea', 'Silver spoon', 'GT-1042', '2 x OK stickers', '確認書', '']) t.false(beginsLikeConsent(text), text);
});

test('where nothing was asked a refusal stands alone, or with a courtesy or a comma behind it', (t) => {
  const refuses = (text: string): boolean => isPlainRefusal({ lines: normalise(text).lines, separators: [] });
  for (const text of ['NO', 'No!', '> talk\nNo.', 'No thanks', 'No, thank you.', 'Nein danke', 'No, I meant green tea', 'No. It is too dear.', 'Non, merci', 'いいえ', 'いいえ、緑茶です', 'Stop', 'Hello,\nNO']) t.true(refuses(text), text);
  for (const text of ['No problem, thanks!', 'No rush.', 'No worries', 'Do not forget the card', "Don't worry about it", 'Stop by any time', 'No. GT-1042', 'no 1042 is ready', 'Nicht vergessen: die Karte', 'Yes', '']) t.false(refuses(text), text);
});

const line = fc.string({ unit: fc.constantFrom(...'okOKyesja no>|:,.?はい4K7M-2222\n '), maxLength: 60 });

test('no consent without a consent word at the head of a line, none in quotation', (t) => {
  const heads = CONSENT_WORDS.map((word) => word.toUpperCase());
  fc.assert(fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
    const normal = lines.flatMap((text) => normalise(text).lines);
    const answer = readAnswer(normal, digest);
    if (answer.word === 'consent') t.true(normal.some((text) => heads.some((head) => text.toUpperCase().startsWith(head))));
    t.not(readAnswer(normal.map((text) => `> ${text}`), digest).word, 'consent');
  }), { numRuns: 500 });
});

test('whatever is added to a consent, only the consent itself is one', (t) => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'abcXYZ019はです?-'), minLength: 1, maxLength: 12 }), (text) => {
    const outcome = judged(`OK 4K7M-2222 ${text}`);
    t.true(outcome !== 'CONSENT' || /^(?:-|です)*$/.test(text), `${outcome}: ${text}`);
  }), { numRuns: 500 });
});

test('hostile length', (t) => {
  for (const unit of [' ', '\n', '>', '> ', '>\n', 'ok ', 'OK\n', 'a:\n', 'From: x\n', 'Password: x1\n', '---', '- ', 'no ', '(', '*', 'は', 'Password: ']) {
    t.notThrows(() => makeReading(parsed(`OK ${unit.repeat(Math.ceil(1_000_000 / unit.length))}`, unit.repeat(50_000)), verdict, digest), JSON.stringify(unit));
  }
});
