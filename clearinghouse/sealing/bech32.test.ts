import { randomBytes } from 'node:crypto';
import test from 'ava';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { isRecipient, newIdentity, recipientOf } from './age-keys.ts';
import { fromBech32, toBech32 } from './bech32.ts';

test('vectors of BIP 173', (t) => {
  t.is(fromBech32('a', 'a12uel5l')?.length, 0);
  t.truthy(fromBech32('split', 'split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w'));
  t.is(toBech32('a', new Uint8Array()), 'a12uel5l');
  t.is(fromBech32('abcdef', 'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw')?.length, 20);
  t.is(fromBech32('tb', 'tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3pjxtptv'), null, 'bits left over that are not zero');
  for (const wrong of ['a12uel5m', 'a12uel5', 'a1', 'a', '', 'b12uel5l', 'a12UEL5L', 'split1cheo2y9e2w', 'split1checkupstagehandshakeupstreamerranterredcaperred2y9e3x']) t.is(fromBech32('a', wrong) ?? fromBech32('split', wrong), null, wrong);
});

test('bytes come back, and no one letter can change', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(), fc.nat(), (bytes, where, which) => {
      const text = toBech32('age', bytes);
      t.deepEqual(fromBech32('age', text), Uint8Array.from(bytes));
      const at = 4 + (where % (text.length - 4));
      const letter = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.charAt(which % 32);
      if (letter !== text.charAt(at)) t.is(fromBech32('age', text.slice(0, at) + letter + text.slice(at + 1)), null);
    }),
  );
});

test('keys are those of age', async (t) => {
  for (let round = 0; round < 10; round += 1) {
    const { identity, recipient } = newIdentity(randomBytes(32));
    t.regex(identity, /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
    t.is(await identityToRecipient(identity), recipient);
    t.true(isRecipient(recipient));
    const theirs = await generateX25519Identity();
    t.is(recipientOf(theirs), await identityToRecipient(theirs));
  }
});

test('what is no key is none', (t) => {
  t.throws(() => newIdentity(new Uint8Array(31)), { instanceOf: RangeError });
  const { identity, recipient } = newIdentity(new Uint8Array(32));
  for (const text of ['', 'age1', recipient.toUpperCase(), `${recipient} `, recipient.slice(0, -1), identity, toBech32('age', new Uint8Array(31)), toBech32('age1pq', new Uint8Array(32)), 'age1'.repeat(50_000)]) t.false(isRecipient(text), text.slice(0, 80));
  for (const text of ['', recipient, identity.toLowerCase(), `${identity}\n`, identity.slice(0, -1), toBech32('age-secret-key-', new Uint8Array(33)).toUpperCase(), toBech32('age-secret-key-pq-', new Uint8Array(32)).toUpperCase()]) t.is(recipientOf(text), null, text);
});
