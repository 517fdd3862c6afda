import test from 'ava';
import { mentionAndCount, moreFor, plainCount, thingSpokenOf } from './counted.ts';
import { cut } from './fixtures/cut.ts';
import { behindForgotten, isFormula, isPacking } from './formulas.ts';
import { preludeIn } from './prelude.ts';
import { requestsIn } from './requests.ts';
import { isCalled, isEasternPerson, isFullName, isThing } from './person.ts';
import { rawOf } from './tokens.ts';

const line = (text: string): { readonly text: string; readonly tokens: ReturnType<typeof cut> } => ({ text, tokens: cut(text) });

test('what is told before an order: nothing, or the things that it speaks of', (t) => {
  for (const text of ['My nephew and his fiancée fled to a windswept lighthouse last winter.', 'Mein Onkel hat sich neulich beim Rodeln das Knie verdreht.', 'Mi vecina se ha mudado a un faro.']) t.is(preludeIn(cut(text))?.kind, 'nothing', text);
  for (const text of ['I finished the last of my hojicha this morning.', 'My hojicha is nearly gone and the shelves look bleak.']) t.is(preludeIn(cut(text))?.kind, 'mention', text);
});

test('no prelude: wishes, quantities, conditions, the order itself, things that shops sell, lines of a list', (t) => {
  const texts = ['We need spoons and a tray.', 'I want 2 hojicha.', 'It is for my mother: a teapot.', 'We might come if the weather holds.', 'This replaces my order of Monday.', 'Bamboo ladle', 'and a scoop', 'hojicha and a ladle', 'Would you have teapots?'];
  for (const text of texts) t.is(preludeIn(cut(text)), null, text);
});

test('a number that says nothing else, of the one thing that was spoken of', (t) => {
  t.deepEqual(['Six boxes, please.', 'Davon nehme ich zwei Tüten.', 'Could you send a packet?', 'Two weeks, please.', 'Six boxes of spoons, please.', 'Six or seven, please.'].map((text) => plainCount(cut(text))), [6, 2, 1, null, null, null]);
  const counted = (text: string): unknown => mentionAndCount(cut(text), (before) => preludeIn(before), () => ({ kind: 'nothing', readAs: '' }));
  t.like(counted('I finished the last of my gyokuro, so please send two bags.'), { kind: 'order', pairs: [{ skus: ['GYO-50'], quantity: 2 }] });
  for (const text of ['I finished the gyokuro and a neighbour finished the matcha, so please send two bags.', 'We have gyokuro, please send two bags.', 'The gyokuro was dusty, please send two bags.']) t.is(counted(text), null, text);
});

test('the one thing that is spoken of, unless another stands beside it, it is there still or something is wrong with it', (t) => {
  const spoken = (text: string): readonly string[] | null => thingSpokenOf(cut(text), { kind: 'mention', skus: [] });
  t.deepEqual(spoken('I finished the last of my gyokuro.'), ['GYO-50']);
  for (const text of ['Mein Gyokuro ist aufgebraucht und ein Tablett.', 'We have gyokuro at home.', 'My gyokuro was dusty.', 'I finished my gyokuro and my matcha.']) t.is(spoken(text), null, text);
});

test('how many more somebody takes', (t) => {
  t.deepEqual(['My sister wants one as well.', 'Meine Schwester nimmt zwei auch.', 'My sister wants one.', 'My sister wants one teapot as well.', 'Three as well.'].map((text) => moreFor(cut(text))), [1, 2, null, null, null]);
});

test('set phrases, and none with one word more', (t) => {
  for (const text of ['Let me know if anything is missing.', 'If you have any questions, please call me.', 'Bei Fragen melden Sie sich gern.', 'N’hésitez pas à me contacter si besoin.', 'Si falta algún dato, avísenme.', 'ご不明な点がございましたらご連絡ください。', '如有问题请联系我。']) t.true(isFormula(cut(text)), text);
  for (const text of ['Let me know if anything is missing and I will add soap.', 'Let me know if it costs over 2,000.', 'If you have any, please call me before sending.', '如有折扣请联系我。']) t.false(isFormula(cut(text)), text);
  for (const text of ['Please wrap them nicely.', 'Merci de ne pas indiquer les prix.', 'Bitte keine Rechnung beilegen.', 'きれいに包んでいただけると嬉しいです。', '请不要放价格单。']) t.true(isPacking(cut(text)), text);
  for (const text of ['Please wrap them in two boxes.', 'Please wrap it in a furoshiki.', 'Please do not send the parcel.', 'Please include an invoice for 3 yokan.', '请不要放礼盒。']) t.false(isPacking(cut(text)), text);
});

test('what was nearly forgotten', (t) => {
  const behind = (text: string): string | null => { const found = behindForgotten(cut(text)); return found === null ? null : rawOf(found); };
  t.deepEqual(['I almost forgot: two soaps', 'Et j’allais oublier, deux savons', '差点忘了，香皂两块', 'Do not forget: two soaps', 'I forgot my umbrella: two soaps'].map(behind), ['two soaps', 'deux savons', '香皂两块', null, null]);
});

test('requests by rule; a form without a pronoun is none', (t) => {
  t.true(requestsIn('es').order.includes('mandadnos') && requestsIn('es').order.includes('ponganme') && requestsIn('es').ask.includes('podríais mandarme'));
  t.false(requestsIn('es').order.includes('mande') || requestsIn('es').order.includes('ponga'));
  t.true(requestsIn('fr').order.includes('merci de m\'envoyer') && requestsIn('de').order.includes('schickt uns'));
  t.deepEqual(requestsIn('ko'), { order: [], ask: [] });
});

test('names of people, and of things', (t) => {
  const none = new Set<string>();
  for (const text of ['Hannah x', 'nico']) t.true(isCalled(line(text), none), text);
  for (const text of ['Pepper x2', 'Hannah 2']) t.false(isCalled(line(text), none), text);
  t.true(isFullName(line('Joaquín Serrano Vela'), undefined));
  t.false(isFullName(line('Vela Grande'), 'signature') || isFullName(line('Rosa Seife'), undefined));
  for (const text of ['青木', '中村彩香', '卢阳', '小吴']) t.true(isEasternPerson(line(text)), text);
  for (const text of ['白茶', '竹勺', '黄酒', '高粱', '東京限定パック']) t.false(isEasternPerson(line(text)), text);
  t.true(isThing('白茶') && isThing('東京限定パック'));
  t.false(isThing('清心茶馆采购部') || isThing('中村彩香'));
});
