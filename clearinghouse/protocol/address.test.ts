import test from 'ava';
import fc from 'fast-check';
import { canonicalAddress, mailboxOf, splitAddress, tagOf, withTag } from './address.ts';

test('one form for one mailbox', (t) => {
  for (const [text, address] of [
    ['Taro.Y@Buyer.EXAMPLE', 'Taro.Y@buyer.example'], [' <taro@buyer.example.> ', 'taro@buyer.example'], ['taro..y@docomo.ne.jp', 'taro..y@docomo.ne.jp'], ['taro.@ezweb.ne.jp', 'taro.@ezweb.ne.jp'],
    ['"taro..y"@docomo.ne.jp', 'taro..y@docomo.ne.jp'], ['a@münchen.DE', 'a@xn--mnchen-3ya.de'], ['a@日本.jp', 'a@xn--wgv71a.jp'], ["o'neil+x@a-b.example", "o'neil+x@a-b.example"],
  ] as const) {
    t.is(canonicalAddress(text), address, text);
  }
});

test('what is no single mailbox', (t) => {
  for (const text of ['', 'a', '@b.example', 'a@', 'a@b', 'a@localhost', 'a b@c.example', 'a@b.example, c@d.example', 'Taro <a@b.example>', 'a@b.example\n', 'a\u0000@b.example', 'a@b\u0000.example', 'a@[127.0.0.1]', 'a@127.0.0.1', 'a@b..example',
    'a@-b.example', 'a@b_c.example', 'a@b.example/x', 'a@b%2eexample', 'ä@b.example', 'a@b@c.example', '"a b"@c.example', '"a\\"b"@c.example', `${'a'.repeat(65)}@b.example`, `a@${'b'.repeat(64)}.example`, `a@${'b.'.repeat(150)}example`, 'a@exam\u00adple.org', 'a@b。example', 'a@'.repeat(400_000)]) {
    t.is(canonicalAddress(text), text === 'a@b.example\n' ? 'a@b.example' : null, JSON.stringify(text.slice(0, 40)));
  }
});

test('the mailbox behind a display name', (t) => {
  t.is(mailboxOf('Green Tea House <shop@Tea.example>'), 'shop@tea.example');
  t.is(mailboxOf('shop@tea.example'), 'shop@tea.example');
  for (const text of ['Green Tea House', 'a@b.example <c@d.example>', '<a@b.example> <c@d.example>', 'x <a@b.example', '<>']) t.is(mailboxOf(text), null, text);
});

test('tags', (t) => {
  t.is(withTag('pay@bank.example', 'q.x'), 'pay+q.x@bank.example');
  t.is(tagOf('pay+q.k7f3.5m0z@bank.example', 'pay@bank.example'), 'q.k7f3.5m0z');
  t.is(tagOf('<PAY+Q.K7F3@BANK.example>', 'pay@bank.example'), 'q.k7f3');
  for (const address of ['pay@bank.example', 'pay+@bank.example', 'pay+x@other.example', 'payx+y@bank.example', 'nonsense']) t.is(tagOf(address, 'pay@bank.example'), null, address);
  t.deepEqual(splitAddress('taro..y@docomo.ne.jp'), { local: 'taro..y', domain: 'docomo.ne.jp' });
  t.throws(() => splitAddress('none'), { instanceOf: RangeError });
});

test('the canonical form of a canonical form is itself, tags come back', (t) => {
  const local = fc.string({ unit: fc.constantFrom(...'abcXYZ019.!#$%&\'*+/=?^_`{|}~-'), minLength: 1, maxLength: 20 });
  fc.assert(fc.property(local, fc.domain(), fc.stringMatching(/^[a-z0-9.]{1,30}$/), (name, domain, tag) => {
    const address = canonicalAddress(`${name}@${domain}`);
    if (address === null) return;
    t.is(canonicalAddress(address), address);
    t.is(canonicalAddress(`<${name}@${domain.toUpperCase()}.>`), address);
    t.is(tagOf(withTag(address, tag), address), tag);
  }));
});
