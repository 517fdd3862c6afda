import test from 'ava';
import fc from 'fast-check';
import { readTap, type TestPoint } from './tap.ts';

const stream = `TAP version 13
ok 1 - money › adds
    # a log of the test
not ok 2 - money › takes away
  ---
    name: AssertionError
    values:
      'Difference (- actual, + expected):': |-
        - 1

        + 2
  ...
ok 3 - left # SKIP
# still running: a.test.ts › waits

1..4
# tests 4
# pass 1
# skip 1
# fail 2
`;

function read(chunks: readonly string[]) {
  const points: TestPoint[] = [];
  const remarks: string[] = [];
  const tap = readTap((point) => points.push(point), (line) => remarks.push(line));
  for (const chunk of chunks) tap.write(chunk);
  return { points, remarks, counts: tap.end() };
}

test('a run: results as they come, failures whole, tests without a result counted', (t) => {
  const { points, remarks, counts } = read([stream]);
  t.deepEqual(points.map(({ title, outcome }) => `${outcome} ${title}`), ['passed money › adds', 'failed money › takes away', 'skipped left']);
  t.deepEqual(points[1]?.details.slice(-3), ['', '        + 2', '  ...']);
  t.deepEqual(remarks, ['still running: a.test.ts › waits']);
  t.deepEqual(counts, { passed: 1, failed: 1, skipped: 1, unreported: 1, complete: true });
});

test('a run that breaks off is not complete', (t) => {
  t.deepEqual(read(['TAP version 13\nok 1 - a\nnot ok 2 - b']).counts, { passed: 1, failed: 1, skipped: 0, unreported: 0, complete: false });
});

test('a result inside of the details of another is not counted', (t) => {
  t.is(read(['not ok 1 - a\n  ---\n    message: |-\n      ok 2 - b\n  ...\n']).counts.passed, 0);
});

test('the pieces in which the text comes make no difference', (t) => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
      t.deepEqual(read(places.slice(1).map((end, at) => stream.slice(places[at], end))), read([stream]));
    }),
  );
});
