import test from 'ava';
import fc from 'fast-check';
import { keyVectors, refused, vectorKey } from './fixtures/vectors.ts';
import { makeKey } from './key.ts';
import { parsePolicy, quorumMet, quorumText } from './policy.ts';

const W1 = `witness w1 ${keyVectors.witness1.vkey}`;
const W2 = `witness w2 ${keyVectors.witness2.vkey} https://w2.example/`;
const W3 = `witness w3 ${keyVectors.witness3.vkey}`;
const LOG = `log ${keyVectors.log.vkey}`;
const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const met = (policy: string, ...names: readonly ('witness1' | 'witness2' | 'witness3' | 'log')[]): boolean => quorumMet(parsePolicy(policy), names.map(vectorKey));

test('the whole form: comments, blanks, tabs, addresses', (t) => {
  const policy = parsePolicy(text('# a comment', '', ` \t${LOG}\thttps://board.example/  `, `  # another`, `log ${keyVectors['log-pq'].vkey}`, W1, W2, 'group both all w1 w2', 'quorum both'));
  t.deepEqual(policy.logs, [{ key: vectorKey('log'), url: 'https://board.example/' }, { key: vectorKey('log-pq'), url: null }]);
  t.deepEqual(policy.witnesses, [{ name: 'w1', key: vectorKey('witness1'), url: null }, { name: 'w2', key: vectorKey('witness2'), url: 'https://w2.example/' }]);
  t.deepEqual(policy.groups, [{ name: 'both', least: 2, members: ['w1', 'w2'] }]);
  t.is(policy.quorum, 'both');
  t.is(parsePolicy('quorum none').quorum, null);
});

test('the quorum: one witness, all, any, k of n, groups of groups', (t) => {
  t.true(met(text('quorum none')));
  t.true(met(text(W1, W2, 'quorum w1'), 'witness1'));
  t.false(met(text(W1, W2, 'quorum w1'), 'witness2'));
  t.false(met(text(W1, W2, 'quorum w1'), 'log'));
  const two = text(W1, W2, W3, 'group g 2 w1 w2 w3', 'quorum g');
  t.false(met(two, 'witness1'));
  t.false(met(two, 'witness1', 'witness1'), 'one witness twice is one');
  t.true(met(two, 'witness3', 'witness1'));
  const nested = text(W1, W2, W3, 'group a any w1 w2', 'group b all a w3', 'quorum b');
  t.false(met(nested, 'witness1', 'witness2'));
  t.false(met(nested, 'witness3'));
  t.true(met(nested, 'witness2', 'witness3'));
});

test('witnesses, groups and quorum as text are read back as they are, without logs and addresses', (t) => {
  const policy = parsePolicy(text(LOG, W1, W2, W3, 'group a any w1 w2', 'group b all a w3', 'quorum b'));
  t.is(quorumText(policy), text(W1, W2.replace(/ https.*/, ''), W3, 'group a 1 w1 w2', 'group b 2 a w3', 'quorum b'));
  t.deepEqual(parsePolicy(quorumText(policy)), { ...policy, logs: [], witnesses: policy.witnesses.map((witness) => ({ ...witness, url: null })) });
  t.is(quorumText({ witnesses: [], groups: [], quorum: null }), 'quorum none\n');
});

test('policies that are refused', (t) => {
  const again = makeKey('another.example', 4, vectorKey('witness1').publicKey).text;
  const cases: readonly string[] = [
    '', text(LOG), text('# quorum none'), text('quorum none', 'quorum none'), text('quorum'), text('quorum none x'), text('quorum w1'), text('quorum w1', W1), text('Quorum none'), text('\ufeffquorum none'), text('quorum\u00a0none'), text('quorum none # why'),
    text(W1, W1, 'quorum none'), text(W1, W2.replace('w2', 'w1'), 'quorum none'), text(W1, `witness other ${keyVectors.witness1.vkey}`, 'quorum none'), text(W1, `witness other ${again}`, 'quorum none'), text(LOG, LOG, 'quorum none'),
    text('witness none x', 'quorum none'), text(`witness none ${keyVectors.witness1.vkey}`, 'quorum none'), text(`witness w ${keyVectors.log.vkey}`, 'quorum none'), text(`log ${keyVectors.witness1.vkey}`, 'quorum none'), text('log', 'quorum none'), text('log x', 'quorum none'), text(`${LOG} a b`, 'quorum none'), text('witness w', 'quorum none'), text(`${W1} a b`, 'quorum none'),
    text(W1, 'group g', 'quorum none'), text(W1, 'group g any', 'quorum none'), text(W1, 'group g any g', 'quorum none'), text(W1, 'group g any none', 'quorum none'), text(W1, 'group g any w1 w1', 'quorum none'), text(W1, 'group g 0 w1', 'quorum none'), text(W1, 'group g 2 w1', 'quorum none'), text(W1, 'group g 01 w1', 'quorum none'), text(W1, 'group g ANY w1', 'quorum none'), text(W1, 'group g -1 w1', 'quorum none'), text(W1, 'group w1 any w1', 'quorum none'), text(W1, 'group none any w1', 'quorum none'),
    text('group g any w1', W1, 'quorum none'), text(W1, W2, 'group a any w1', 'group b any w1 w2', 'quorum b'), text(W1, 'group constructor any toString', 'quorum none'),
    text('quorum none').replace('\n', '\r\n'), 'quorum\u000bnone\n', 'quorum none\u0000', text('mirror x', 'quorum none'),
    '\n'.repeat(3_000), ' '.repeat(2_000_000), `group g any ${'w '.repeat(400_000)}\n`,
  ];
  for (const policy of cases) refused(t, 'policy', () => parsePolicy(policy), JSON.stringify(policy.slice(0, 200)));
  t.throws(() => parsePolicy(text(LOG, '', 'quorum x')), { message: /^line 3: / });
});

test('32 logs, witnesses and groups are taken, and a name may be any text without blanks', (t) => {
  const key = (type: 1 | 4, at: number): string => makeKey(`k${at}.example`, type, new Uint8Array(32).fill(at + 1)).text;
  const numbers = Array.from({ length: 32 }, (_, at) => at);
  const policy = parsePolicy(text(...numbers.map((at) => `log ${key(1, at)}`), ...numbers.map((at) => `witness __proto__${at} ${key(4, at)}`), ...numbers.map((at) => `group 例${at} any __proto__${at}`), `group all 32 ${numbers.map((at) => `例${at}`).join(' ')}`, 'quorum all'));
  t.deepEqual([policy.logs.length, policy.witnesses.length, policy.groups.length], [32, 32, 33]);
  t.false(quorumMet(policy, policy.witnesses.slice(1).map((witness) => witness.key)));
  t.true(quorumMet(policy, policy.witnesses.map((witness) => witness.key)));
});

test('k of n is met by k of them and by no fewer', (t) => {
  const names = ['witness1', 'witness2', 'witness3'] as const;
  fc.assert(fc.property(fc.subarray([...names]), fc.integer({ min: 1, max: 3 }), (cosigners, least) => {
    t.is(met(text(W1, W2, W3, `group g ${least} w1 w2 w3`, 'quorum g'), ...cosigners), cosigners.length >= least);
  }));
});
