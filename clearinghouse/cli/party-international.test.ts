/** Addresses beyond ASCII through the command: taken in every way of writing them, shown as people read them, refused where they could be another's. */
import test from 'ava';
import { inProcess, newBank, oneLineOf } from './testing/bench.ts';

test('parties are opened and found by such an address; tables show U- and A-labels, --json the canonical form alone', async (t) => {
  const config = await newBank(t);
  const run = (...args: readonly string[]) => inProcess(...args, '--config', config);
  const opened = await run('party', 'add', '佐藤 孝夫', '--address', '佐藤@例え.jp', 'jose\u0301@correo.example', '--currency', 'JPY', '--language', 'ja');
  t.is(opened.code, 0, opened.err);
  t.regex(opened.out, /^佐藤@例え\.jp \[xn--r8jz45g\.jp\] +no mail has come from it yet$/m);
  for (const which of ['佐藤@例え.jp', '佐藤@xn--r8jz45g.JP', 'josé@correo.example', 'jose\u0301@correo.example']) t.regex((await run('party', 'show', which)).out, /^Party +1$/m, which);
  const { addresses } = JSON.parse((await run('party', 'show', '1', '--json')).out) as { readonly addresses: readonly { readonly address: string }[] };
  t.deepEqual(addresses.map(({ address }) => address).toSorted(), ['jos\u00e9@correo.example', '佐藤@xn--r8jz45g.jp']);
  t.regex((await run('party', 'list')).out, /佐藤@例え\.jp \[xn--r8jz45g\.jp\]/);
  t.regex((await run('address', 'add', '佐藤@例え.jp', 'hana@bücher.example', '--by', 'Sato', '--by', 'Mori')).out, /^hana@bücher\.example \[xn--bcher-kva\.example\] is an address of 佐藤 孝夫/);
  t.regex((await run('address', 'remove', 'hana@BÜCHER.example', '--by', 'Sato', '--by', 'Mori')).out, /^hana@bücher\.example \[xn--bcher-kva\.example\] is removed/);
});

test('the same mailbox written otherwise is taken already; a look-alike is no address', async (t) => {
  const config = await newBank(t);
  const run = (...args: readonly string[]) => inProcess(...args, '--config', config);
  await run('party', 'add', 'José', '--address', 'josé@correo.example', '--currency', 'JPY');
  const again = await run('party', 'add', 'Another', '--address', 'jose\u0301@correo.example', '--currency', 'JPY');
  t.not(again.code, 0);
  t.regex(again.err, /address-taken|that no party has/);
  for (const alike of ['pаypal@mail.example', 'jos\u200bé@correo.example', 'josé＠correo.example', 'jo\u202esé@correo.example', '=?utf-8?q?jos=C3=A9?=@correo.example', 'a@ｂａｎｋ.example', 'josÃ©@correo.example']) {
    const refused = await run('party', 'add', 'Eve', '--address', alike, '--currency', 'JPY');
    t.not(refused.code, 0, alike);
    t.regex(oneLineOf(t, refused), /^.*address: found ".*"; expected one mail address/, alike);
  }
});
