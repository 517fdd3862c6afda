import test from 'ava';
import fc from 'fast-check';
import { ConfigError } from '../config.ts';
import { Mistake, tell } from './mistake.ts';
import { jsonText, plain } from './print.ts';
import { masked } from './letter-text.ts';
import { showSpan, showTime } from './shapes.ts';

test('no control or direction mark of a stranger\'s mail gets to the terminal', (t) => {
  t.is(plain('red\u001b[31m\u0007 \u202e00001 JPY\u009b2J\u2028x'), 'red\uFFFD[31m\uFFFD \uFFFD00001 JPY\uFFFD2J\uFFFDx');
  t.is(plain('two\nlines\tand 緑茶 🍵'), 'two\nlines\tand 緑茶 🍵');
});

test('JSON keeps every text exactly, and holds no raw control either', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = jsonText({ text });
      t.deepEqual(JSON.parse(written), { text });
      t.notRegex(written, /(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    }),
  );
});

test('a password stands in a reading as a mark and is shown as …', (t) => {
  t.is(masked('Password: \uE0000\uE001 and \uE00012\uE001.'), 'Password: … and ….');
});

test('mistakes are one line and end with 1, faults with 70; neither shows a stack', (t) => {
  t.deepEqual(tell(new Mistake('letter: found "x";\n expected 12')), { line: 'letter: found "x"; expected 12', code: 1 });
  t.deepEqual(tell(new ConfigError('a.toml: b: found 1; expected 2\na.toml: c: found 3; expected 4')), { line: 'a.toml: b: found 1; expected 2 (and 1 more; `kakitome doctor` lists all)', code: 1 });
  const fault = tell(new TypeError('x is undefined'));
  t.is(fault.code, 70);
  t.regex(fault.line, /^a fault of the program: x is undefined/);
  t.deepEqual(tell(Object.assign(new Error('listen EADDRINUSE: address already in use 127.0.0.1:25'), { code: 'EADDRINUSE', syscall: 'listen', address: '127.0.0.1', port: 25 })).code, 1);
});

test('times bear the bank\'s zone by name, spans one unit', (t) => {
  t.is(showTime(Date.parse('2026-11-21T01:32:05Z'), 'Asia/Tokyo'), '2026-11-21 10:32:05 JST');
  t.deepEqual([59_000, 60_000, 7_200_000, 3 * 86_400_000].map(showSpan), ['0 minutes', '1 minute', '2 hours', '3 days']);
});
