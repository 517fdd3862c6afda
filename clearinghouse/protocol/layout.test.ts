import test from 'ava';
import { FORWARD_LAYOUTS } from './fixtures/forward-layouts.ts';
import { attributionEnd, findSeparators, isClientSignature, ownEnd, ownText, unquote } from './layout.ts';
import { normalise } from './normalise.ts';

for (const [client, text] of FORWARD_LAYOUTS) {
  test(`the header of a forward by ${client} is found whole`, (t) => {
    const { lines } = normalise(`Hi\nTotal: 4,741 JPY\n\n${text}\n\n2 Sencha 100g`);
    const expected = lines.map((line, at) => [line, at] as const).filter(([line, at]) => line !== '' && at > 2 && !/^(?:2 Sencha|----$)/.test(line)).map(([, at]) => at);
    const found = new Set(findSeparators(lines));
    t.deepEqual(expected.filter((at) => !found.has(at)).map((at) => lines[at]), []);
    t.true([0, 1, lines.length - 1].every((at) => !found.has(at)));
  });
}

test('an invoice is no header', (t) => {
  for (const text of ['Invoice: GT-1042\nDate: 21 Nov 2026\nTo: Takao Sasaki\n2 x Sencha @ 1,080\n----------\nTotal: 2,160', 'Original price: 3,000\nTotal: 2,160', '日付: 2026-11-21\n件名: ご請求\n合計: 2,160円', 'from: the shop']) t.deepEqual(findSeparators(text.split('\n')), [], text);
});

const ATTRIBUTIONS: readonly string[] = [
  'On Tuesday, November 3, 2026 at 10:00:00 AM GMT+9, Green Tea House <shop@tea.example> wrote:', 'Am 03.11.2026 um 10:00 schrieb Green Tea House:', 'Le 3 nov. 2026 à 10:00, Green Tea House <shop@tea.example> a écrit :', 'El 3 nov 2026, a las 10:00, Green Tea House escribió:',
  'Il giorno 3 nov 2026, alle ore 10:00, Green Tea House ha scritto:', 'Op 3 nov 2026 om 10:00 schreef Green Tea House:', 'Em 3 de nov. de 2026, Green Tea House escreveu:', '2026/11/03 10:00、Green Tea House <shop@tea.example>のメール:', '2026年11月3日(火) 10:00 Green Tea House <shop@tea.example>:', '在 2026年11月3日,Green Tea House 写道:', '2026년 11월 3일 Green Tea House님이 작성:',
];

test('two labels without an address, a date or a subject are words of a gift, not a header', (t) => {
  for (const text of ['From: Takao\nTo: Hanako', '差出人：高雄\n宛先：花子', 'De: Ana\nPara: Luis', 'From: Takao\n\nTo: Hanako']) t.deepEqual(findSeparators(normalise(`${text}\nPassword: maple-7731-crow`).lines), [], text);
  for (const text of ['From: Takao <takao@buyer.example>\nTo: Hanako', 'From: Takao\nSent: Saturday, November 21, 2026 10:32 AM', 'From: Takao\nSubject: Order', '差出人：高雄\n件名：注文', 'From: Takao\nTo: Hanako\nCc: Jiro', '-----Original Message-----\nFrom: Takao\nTo: Hanako']) t.deepEqual(findSeparators(normalise(`${text}\nhello`).lines), normalise(text).lines.map((_line, at) => at), text);
});

test('attributions in many languages', (t) => {
  for (const text of ['On Sat, 21 Nov 2026 at 10:40, Example Bank <pay@bank.example> wrote:', 'Am 21.11.2026 um 10:40 schrieb Example Bank:', 'Le 21/11/2026 à 10:40, Example Bank a écrit :', 'El 21 nov 2026, Example Bank escribió:', 'Il 21/11/2026 Example Bank ha scritto:', '2026年11月21日(土) 10:40 Example Bank <pay@bank.example>:', '2026/11/21 10:40、Example Bank <pay@bank.example>のメール:', '在 2026年11月21日,Example Bank 写道:', '2026년 11월 21일 Example Bank님이 작성:']) {
    t.is(attributionEnd([text, '> x'], 0), 1, text);
  }
  t.is(attributionEnd(['On Sat, 21 Nov 2026 at 10:40, Example Bank', '<pay@bank.example> wrote:', '', '> x'], 0), 2);
  for (const text of ['No, he wrote on 21 Nov:', 'OK maple-7731 wrote:', 'my list:', 'She wrote:', 'Total: 4,741']) t.is(attributionEnd([text, 'x'], 0), null, text);
});

test('nothing is the sender’s below the first unquoted separator, or below an attribution whose quotation has no marks', (t) => {
  t.is(ownEnd(['a', '', 'b'], []), 3);
  t.is(ownEnd(['a', '> From: x', '> To: y', 'b', 'From: x', 'To: y', 'c'], [1, 2, 4, 5]), 4);
  for (const text of ATTRIBUTIONS) {
    t.is(ownEnd(['a', '', text, '', 'theirs', '> older'], []), 2, text);
    t.is(ownEnd(['a', text], []), 1, text);
    t.is(ownEnd([text, '', '> theirs', '', 'b', text, 'theirs'], []), 5, text);
  }
  t.is(ownEnd(['a', 'On Sat, 21 Nov 2026 at 10:40, Example Bank', '<pay@bank.example> wrote:', 'theirs'], []), 1);
  for (const text of ['OK 2026 wrote:', 'For Hanako:', 'Deliver to 10:30 Street <b>:']) t.is(ownEnd(['a', text, 'b'], []), 3, text);
});

test('own text ends where other people’s begins', (t) => {
  t.deepEqual(ownText(['a', '', '> q', 'b', '--', 'sig'], []), { own: [0, 3], quotes: [2] });
  t.deepEqual(ownText(['a', 'On 21 Nov 2026 she wrote:', 'unquoted', 'b'], []), { own: [0], quotes: [] });
  t.deepEqual(ownText(['a', 'From: x', 'To: y', 'b'], [1, 2]), { own: [0], quotes: [] });
  t.deepEqual(ownText(['> From: x', '> To: y', 'b'], [0, 1]), { own: [2], quotes: [0, 1] });
});

test('quote marks and client signatures', (t) => {
  t.deepEqual(['> > a', '>a', '| a', '>|> a', 'a > b'].map(unquote), ['a', 'a', 'a', 'a', 'a > b']);
  for (const line of ['Sent from my iPhone', 'iPhoneから送信', 'Von meinem iPhone gesendet', 'Get Outlook for iOS', 'Envoyé de mon iPhone']) t.true(isClientSignature(line), line);
  t.false(isClientSignature('Sent by post'));
});
