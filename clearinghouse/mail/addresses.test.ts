/** Addresses of header fields beyond ASCII (RFC 6532), and what must not be taken for one. */
import test from 'ava';
import { addressesIn, addressesOf, fromTrouble, singleFrom } from './addresses.ts';
import { GATE_LIMITS } from './gate.ts';
import { readHeaderBlock } from './header-fields.ts';
import type { HeaderField } from './header-fields.ts';

const fieldsOf = (bytes: Buffer): readonly HeaderField[] => readHeaderBlock(bytes, 0, bytes.length, GATE_LIMITS).fields;
const from = (value: string | Buffer): string | null => singleFrom(fieldsOf(Buffer.concat([Buffer.from('From: '), Buffer.from(value), Buffer.from('\r\n\r\n')])));

test('raw UTF-8 in From is read in canonical form, however its client wrote it', (t) => {
  for (const value of ['josé@correo.example', '<josé@correo.example>', 'José Núñez <jose\u0301@Correo.example>', '"佐藤　孝夫" <josé@correo.example>', '佐藤　孝夫 <josé@correo.example>', 'josé@correo.example (José)', '=?utf-8?q?Jos=C3=A9?= <josé@correo.example>', '"josé"@correo.example', 'José\r\n <josé@correo.example>']) {
    t.is(from(value), 'josé@correo.example', JSON.stringify(value));
  }
  t.is(from('佐藤@例え.jp'), '佐藤@xn--r8jz45g.jp');
});

test('what is no single, sure address in From', (t) => {
  const values = [
    '=?utf-8?q?jos=C3=A9?=@correo.example', '<=?utf-8?q?jos=C3=A9?=@correo.example>', 'José <jos=?utf-8?q?=C3=A9?=@correo.example>', '=?utf-8?q?jos=C3=A9=40correo.example?=', '<=?utf-8?b?am9zw6lAY29ycmVvLmV4YW1wbGU=?=>', '<=?utf-8?q?jos=C3=A9=40correo.example?=@evil.example>',
    'josé＠correo.example', '<josé\u3000@correo.example>', '<josé@\u00a0correo.example>', '<josé\ufeff@correo.example>', 'takao\u2003@buyer.example', '<jos\u200bé@correo.example>', '<jos\u202eé@correo.example>', '<josé@ｃｏｒｒｅｏ.example>', '<josé@correo。example>',
    'pаypal@buyer.example', 'josé@correo.example, eve@evil.example', '<josé@correo.example@evil.example>', 'josÃ©@correo.example',
  ];
  for (const value of values) t.is(from(value), null, JSON.stringify(value));
});

test('bytes that are no UTF-8 name nobody beyond ASCII', (t) => {
  t.is(from(Buffer.from('Jos\xe9 <jos\xe9@correo.example>', 'latin1')), null);
  t.is(from(Buffer.from('takao@b\xfccher.example', 'latin1')), null);
  t.is(from(Buffer.from('Jos\xe9 <jose@correo.example>', 'latin1')), 'jose@correo.example');
  const trouble = (value: string): unknown => fromTrouble(fieldsOf(Buffer.from(`From: ${value}\r\n\r\n`, 'latin1')));
  t.deepEqual([trouble('<jos\xe9@correo.example>'), trouble('Jos\xe9 <jose@correo.example>'), trouble('a@b'), trouble('a@b.example, c@d.example')], [{ side: 'bytes' }, null, { side: 'domain', rule: 'no-host-name' }, null]);
  const fields = fieldsOf(Buffer.from('To: Jos\xe9 <jos\xe9@correo.example>, shop@tea.example\r\nCc: <a@b\xfccher.example>\r\n\r\n', 'latin1'));
  t.deepEqual(addressesIn(fields, ['to', 'cc']), ['shop@tea.example']);
});

test('lists: each address by itself, one strange blank beside an @ spoils the field', (t) => {
  t.deepEqual(addressesOf('佐藤　孝夫 <佐藤@例え.jp>, Shop <shop@tea.example>, 買い手: josé@correo.example;'), ['佐藤@xn--r8jz45g.jp', 'shop@tea.example', 'josé@correo.example']);
  t.deepEqual(addressesOf('shop\u3000@tea.example, a@b.example'), []);
  t.deepEqual(addressesOf(`${'\u3000'.repeat(8_000)}${'@ '.repeat(4_000)}`), []);
});
