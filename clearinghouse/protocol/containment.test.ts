import test from 'ava';
import fc from 'fast-check';
import { contain } from './containment.ts';
import type { Containment } from './containment.ts';
import { occurrences } from './containment-search.ts';
import { FORWARD_LAYOUTS } from './fixtures/forward-layouts.ts';
import { makeDigest } from './secret.ts';
import { readText } from './text-reading.ts';

const digest = makeDigest([{ version: 1, key: Buffer.from('pepper') }]);
const order = '2 Sencha 100g\n1 bamboo whisk\n\nPassword: maple-7731-crow\nUp to: 5,000 JPY';
const invoice = 'Invoice: GT-1042\n2 x Sencha 100g @ 1,080\n1 x Bamboo whisk @ 1,650\nShipping 500\nTax (10%) 431\nTotal: 4,741 JPY';
const header = '---------- Forwarded message ----------\nFrom: Takao Sasaki <takao@buyer.example>\nDate: Sat, 21 Nov 2026 10:32:05 +0900\nSubject: Order\nTo: shop@tea.example';
const quoted = (text: string, mark = '> '): string => text.replace(/^/gm, mark);
const check = (direct: string, forward: string): Containment => contain(readText(direct, digest), readText(forward, digest));

function span(direct: string, forward: string): string {
  const found = check(direct, forward);
  return found.ok ? forward.split('\n').slice(found.from, found.to + 1).join('\n') : found.code;
}
const merchantWords = (forward: string, found: Containment, which: 'above' | 'below' | 'outside'): string => (found.ok ? found[which].map((at) => forward.split('\n')[at]).join('\n') : found.code);

for (const [client, layout] of FORWARD_LAYOUTS) {
  test(`case 83: forwarded by ${client}, as it is and quoted`, (t) => {
    for (const body of [order, quoted(order), quoted(quoted(order)), quoted(order, '| ')]) {
      const forward = `${invoice}\n\n${layout}\n\n${body}`;
      t.is(span(order, forward), body);
      t.is(merchantWords(forward, check(order, forward), 'above'), invoice);
      const below = `${layout}\n\n${body}\n\n${invoice}`;
      t.is(span(order, below), body);
      t.is(merchantWords(below, check(order, below), 'below'), invoice);
      t.is(merchantWords(below, check(order, below), 'above'), '');
    }
  });
}

test('the shop’s words end at an attribution, also where the quotation below it has no marks', (t) => {
  const attribution = 'On Tue, 3 Nov 2026 at 10:00, Green Tea House <shop@tea.example> wrote:';
  const forward = `Yes, we have it.\n\n${attribution}\n\nTotal: 30,000 JPY\n\n${header}\n\n${order}`;
  t.is(merchantWords(forward, check(order, forward), 'above'), 'Yes, we have it.');
  t.is(merchantWords(`${invoice}\n${forward}`, check(order, `${invoice}\n${forward}`), 'above'), `${invoice}\nYes, we have it.`);
  const reply = `${invoice}\n\n${attribution}\n\n${order}`;
  t.is(span(order, reply), order);
  t.is(merchantWords(reply, check(order, reply), 'above'), invoice);
});

test('case 84: no forward of that order, however alike', (t) => {
  for (const text of ['', invoice, `${invoice}\n\n${header}\n\n2 Sencha 100g\n1 bamboo whisk`, 'Password: maple-7731-crow', '1 bamboo whisk\n2 Sencha 100g\nPassword: maple-7731-crow', '2 Sencha 100g\nPassword: maple-7731-crow', 'see 2 Sencha 100g\n1 bamboo whisk\nPassword: maple-7731-crow']) t.false(check(order, text).ok, text);
});

test('case 88: re-wrapped by format=flowed, also with quote marks', (t) => {
  const long = 'please send two packs of the Sencha that I had last time, the one\nwith the green label, and a bamboo whisk\nPassword: maple-7731-crow';
  const flowed = '> please send two packs of the Sencha that I had last\n> time, the one with the green label, and a bamboo\n> whisk\n> Password: maple-7731-crow';
  t.is(span(long, `${header}\n\n${flowed}\n\nthanks`), flowed);
  t.is(span(long, flowed.replace('green', 'red')), 'not-contained');
  t.is(span(long, flowed.replace('please', 'Hello please')), 'not-contained');
  t.is(span('お茶を二つ\n送ってください\nPassword: maple-7731-crow', 'お茶を二つ送っ\nてください\nPassword: maple-7731-crow'), 'お茶を二つ送っ\nてください\nPassword: maple-7731-crow');
});

test('case 89: one character changed, and what is told of it', (t) => {
  t.like(check(order, `${header}\n\n${order.replace('2 Sencha', '3 Sencha')}`), { ok: false, code: 'not-contained', missing: '2 Sencha 100g', found: '3 Sencha 100g' });
  t.like(check(order, `${header}\n\n${order.replace('1 bamboo', '9 bamboo')}`), { ok: false, code: 'not-contained', missing: '1 bamboo whisk', found: '9 bamboo whisk' });
  t.like(check(order, `${header}\n\n1 bamboo whisk\n2 Sencha 100g\nPassword: maple-7731-crow`), { ok: false, code: 'not-contained' });
  const long = `${'a tin with a blue ribbon, '.repeat(12)}for my office`;
  const changed = check(order.replace('1 bamboo whisk', long), `${header}\n\n${order.replace('1 bamboo whisk', long.replace('office', 'uncle'))}`);
  t.true(!changed.ok && changed.missing?.endsWith('for my office') === true && changed.found?.endsWith('for my uncle') === true, JSON.stringify(changed));
  t.true(!changed.ok && [...(changed.missing ?? '')].length <= 200 && changed.missing?.startsWith('…') === true);
});

test('case 90: password changed or removed; it is never told', (t) => {
  t.deepEqual(check(order, order.replace('7731', '7732')), { ok: false, code: 'password-changed', missing: 'Password: …', found: 'Password: …' });
  t.deepEqual(check(order, order.replace('Password: maple-7731-crow\n', '')), { ok: false, code: 'password-missing', missing: 'Password: …', found: null });
  t.like(check('2 Sencha', order), { ok: false, code: 'password-missing' });
});

test('case 91: two buyers’ mails in one forward', (t) => {
  const other = '3 Matcha\nPassword: other-4821-owl';
  t.like(check(order, `${invoice}\n${header}\n\n${order}\n\n${header}\n\n${other}`), { ok: false, code: 'foreign-lines', found: 'Password: …' });
  t.like(check(order, `${invoice}\n${quoted(order)}\n${quoted(other)}`), { ok: false, code: 'foreign-lines' });
  t.true(check(order, `Password: wrong-place-1\n${invoice}\n${header}\n\n${order}`).ok);
});

test('case 92, 100: what stands inside the span is the buyer’s; foreign lines inside refuse', (t) => {
  const own = '2 Sencha 100g\nTotal: 1 JPY\nPassword: maple-7731-crow';
  const forward = `${invoice}\n\n${header}\n\n${own}`;
  t.is(merchantWords(forward, check(own, forward), 'outside'), invoice);
  t.like(check(order, order.replace('1 bamboo', 'Total: 4,741\n1 bamboo')), { ok: false, code: 'foreign-lines', found: 'Total: 4,741' });
  t.like(check(order, quoted(order).replace('> 1 bamboo', 'Gift wrap 300\n> 1 bamboo')), { ok: false, code: 'foreign-lines' });
  t.true(check(order, order.replace('1 bamboo', '\nSent from my iPhone\n\n1 bamboo')).ok);
});

test('case 99: a forward of a forward', (t) => {
  const inner = `${header}\n\n${order}`;
  const forward = `${invoice}\n\n-----Original Message-----\nFrom: clerk@tea.example\nTo: owner@tea.example\n\nplease bill this\n\n${quoted(inner)}`;
  t.is(span(order, forward), quoted(order));
  t.is(merchantWords(forward, check(order, forward), 'above'), invoice);
  t.is(merchantWords(forward, check(order, forward), 'outside'), `${invoice}\nplease bill this`);
});

test('ceiling, payee and signature may be hidden from the shop; what the shop’s copy has in their place is outside', (t) => {
  const direct = '2 Sencha 100g\nUp to: 5,000 JPY\nPassword: maple-7731-crow\nPay to: Green Tea House\n--\nTakao Sasaki\n+81 3 1234 5678';
  const bare = '2 Sencha 100g\nPassword: maple-7731-crow';
  t.is(span(direct, `${header}\n\n${bare}`), bare);
  t.is(span(direct, `${header}\n\n${bare}\n--\nTakao Sasaki`), `${bare}\n--\nTakao Sasaki`);
  t.is(span(direct, `${header}\n\n${direct}\nnext`), direct);
  t.is(span(bare, direct), 'foreign-lines');
  t.is(span('--\nTakao\n2 Sencha\nPassword: maple-7731-crow', '2 Sencha\nPassword: maple-7731-crow'), 'not-contained');
});

test('passwords are compared by digest: other width, other place in the list', (t) => {
  const forward = `Password: decoy-4821\n${header}\n\n${order.replace('Password: maple-7731-crow', 'Password: ＭＡＰＬＥ 7731 crow')}`;
  t.like(check(order, forward), { ok: true, secretIndex: 1 });
});

test('the order twice: the copy right below a header counts, else the first', (t) => {
  const twice = `${order}\n\nTotal: 4,741\n\n${header}\n\n${order}`;
  t.like(check(order, twice), { ok: true, from: 14, to: 18 });
  t.like(check(order, `${order}\n\n${order}`), { ok: true, from: 0, to: 4 });
});

test('where a pattern stands in a text', (t) => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 40 }), fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 }), (text, pattern) => {
    t.deepEqual(occurrences(text, pattern), [...text].flatMap((_letter, at) => (text.startsWith(pattern, at) ? [at] : [])));
  }));
});

const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')).filter((text) => /[a-z]/.test(text));
const direct = fc.tuple(fc.array(line, { minLength: 1, maxLength: 8 }), fc.nat(8)).map(([lines, at]) => [...lines.slice(0, at), 'Password: maple-7731-crow', ...lines.slice(at)]);
const decorated = fc.record({ direct, layout: fc.constantFrom(...FORWARD_LAYOUTS).map(([, text]) => text), mark: fc.constantFrom('', '> ', '> > ', '| '), blanks: fc.array(fc.nat(2), { minLength: 9, maxLength: 9 }), above: fc.array(line, { maxLength: 3 }), below: fc.array(line, { maxLength: 3 }) });

function decorate({ layout, mark, blanks, above, below }: { layout: string; mark: string; blanks: number[]; above: string[]; below: string[] }, lines: readonly string[]): string {
  const body = lines.flatMap((text, at) => [...Array.from({ length: blanks[at] ?? 0 }, () => mark.trim()), mark + text]);
  return [...above, '', layout, '', ...body, '', ...below.map((text) => `note ${text}`)].join('\n');
}

test('every direct mail is found in any decorated forward of it, and not after one letter or digit was changed', (t) => {
  fc.assert(fc.property(decorated, fc.nat(), (parts, place) => {
    const text = parts.direct.join('\n');
    const found = check(text, decorate(parts, parts.direct));
    t.true(found.ok);
    const spots = [...text.matchAll(/[A-Za-z0-9]/g)].map((match) => match.index);
    const spot = spots[place % spots.length] ?? 0;
    const changed = text.slice(0, spot) + (text.charAt(spot) === 'q' ? 'z' : 'q') + text.slice(spot + 1);
    t.false(check(text, decorate(parts, changed.split('\n'))).ok, changed);
  }), { numRuns: 300 });
});

test('hostile sizes', (t) => {
  const many = 'a\n'.repeat(4998);
  for (const [wanted, given] of [[`${many}Password: maple-7731-crow`, many], [`Password: maple-7731-crow\n--\n${many}`.slice(0, 9900), `${'Password: maple-7731-crow\n'.repeat(2500)}${many}`.slice(0, 70_000)], [`${'a'.repeat(500_000)}\nPassword: maple-7731-crow`, `${'a'.repeat(499_999)}\n${'a'.repeat(499_999)}`], [order, 'a\n'.repeat(5001)]] as const) t.notThrows(() => check(wanted, given));
});
