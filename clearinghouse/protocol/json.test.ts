import test from 'ava';
import fc from 'fast-check';
import { fromJson, toJson } from './json.ts';

test('a bigint comes back as a bigint, keys in their order', (t) => {
  const value = { b: 12n, a: [-1n, 0n, 'x', null, true, 1.5], nested: { n: '12' } };
  t.is(toJson(value), '{"b":{"$n":"12"},"a":[{"$n":"-1"},{"$n":"0"},"x",null,true,1.5],"nested":{"n":"12"}}');
  t.deepEqual(fromJson(toJson(value)), value);
});

test('undefined properties are left out', (t) => {
  t.is(toJson({ a: undefined, b: 1 }), '{"b":1}');
});

test('what JSON cannot hold is a fault', (t) => {
  for (const value of [{ $n: '1' }, { a: { $n: 1, b: 2 } }, undefined, [undefined], Number.NaN, Infinity, () => 1, Symbol('x'), new Date(0), new Map(), new Uint8Array(1)]) {
    t.throws(() => toJson(value), { instanceOf: TypeError });
  }
});

test('a fault says where it is, and leaves nothing behind', (t) => {
  t.throws(() => toJson({ a: [1, { b: Number.NaN }] }), { message: '$.a[1].b is NaN: no number that JSON has' });
  t.throws(() => toJson([() => 1]), { message: '$[0] is of type function: not written as JSON' });
  t.throws(() => toJson(Object.assign([1], { toJSON: () => 2 })), { instanceOf: TypeError });
  t.throws(() => toJson({ toJSON: () => 2 }), { message: '$.toJSON is of type function: not written as JSON' });
});

test('what is written is left as it was', (t) => {
  const value = Object.freeze({ a: Object.freeze([Object.freeze({ b: 1n }), 2]), c: Object.freeze({ d: 'x' }) });
  t.is(toJson(value), '{"a":[{"b":{"$n":"1"}},2],"c":{"d":"x"}}');
  t.deepEqual(value, { a: [{ b: 1n }, 2], c: { d: 'x' } });
  const odd: unknown = JSON.parse('{"__proto__":{"x":1},"y":2}');
  t.is(toJson({ ...(odd as object), z: 3n }), '{"__proto__":{"x":1},"y":2,"z":{"$n":"3"}}');
  t.is(toJson(Object.fromEntries([['__proto__', 4n]])), '{"__proto__":{"$n":"4"}}');
});

test('a forged $n is no bigint', (t) => {
  for (const text of ['{"$n":1}', '{"$n":"1","x":1}', '{"$n":"01"}', '{"$n":"-0"}', '{"$n":""}', '{"$n":"1n"}', '{"x":{"$n":null}}', '{', '']) t.throws(() => fromJson(text), { instanceOf: SyntaxError }, text);
});

test('any plain value comes back', (t) => {
  const plain = fc.letrec((tie) => ({
    value: fc.oneof(fc.bigInt(), fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.string().filter((key) => key !== '$n' && key !== '__proto__'), tie('value'), { maxKeys: 4, noNullPrototype: true })),
  })).value;
  fc.assert(
    fc.property(plain, (value) => {
      t.deepEqual(fromJson(toJson(value)), value);
      t.is(toJson(fromJson(toJson(value))), toJson(value));
    }),
  );
});
