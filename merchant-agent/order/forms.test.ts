import test from 'ava';
import fc from 'fast-check';
import { wholeForm } from './forms.ts';

const piece = fc.constantFrom('a', 'b', 'ab', 'a b', ' ', '[ab]', '[a-c]', "[b'-]", '\\w', '\\S', '\\.', '#', '$', '^');
const times = fc.constantFrom('', '', '', '?', '*', '+', '{0,2}', '{1,3}', '{2,2}');

/** Sources as the tables have them, and stranger ones. */
const { source } = fc.letrec((tie) => ({
  source: fc.oneof({ maxDepth: 4, withCrossShrink: true }, fc.tuple(piece, times).map(([one, many]) => (one === '$' || one === '^' ? one : one + (one.length > 1 && !/^[[\\]/.test(one) ? '' : many))), tie('list'), tie('choice'), tie('look')),
  list: fc.array(tie('source'), { maxLength: 3 }).map((parts) => parts.join('')),
  choice: fc.tuple(fc.array(tie('source'), { minLength: 1, maxLength: 4 }), times).map(([options, many]) => `(?:${options.join('|')})${many}`),
  look: fc.tuple(fc.constantFrom('?=', '?!'), tie('source')).map(([look, inner]) => `(${look}${inner})`),
}));
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', "'", '.', '#', '-'), maxLength: 7 });

test('a form says of each text what the regular expression says', (t) => {
  const said = { yes: 0, no: 0 };
  fc.assert(fc.property(fc.array(source as fc.Arbitrary<string>, { minLength: 1, maxLength: 3 }), fc.array(text, { minLength: 5, maxLength: 20 }), (sources, texts) => {
    const form = wholeForm(sources.join('|'));
    const expression = new RegExp(`^(?:${sources.join('|')})$`);
    for (const one of ['', ...texts]) {
      said[form.test(one) ? 'yes' : 'no'] += 1;
      t.is(form.test(one), expression.test(one), `${expression.source} on ${JSON.stringify(one)}`);
    }
  }), { numRuns: 150 });
  t.true(said.yes > 100 && said.no > 100, JSON.stringify(said));
});

test('a text that could be cut in ever so many ways is answered at once', (t) => {
  const form = wholeForm('(?:(?:a |b |a b )*(?:a |b )*(?:(?:a )+)+)*c');
  t.false(form.test('a '.repeat(60)));
  t.true(form.test(`${'a '.repeat(60)}c`));
});

test('a sign that forms do not have throws, however little of it is tried', (t) => {
  for (const source of ['a|(b)', '[^a]', 'a{3}', 'a+?', '\\ba', '.', '(?<=a)b', 'a)', '(?:a', 'x]', '\\1', '?a']) t.throws(() => wholeForm(source).test(''), { message: /^a form / }, source);
});
