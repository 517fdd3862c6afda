import test from 'ava';
import fc from 'fast-check';
import { addressTrouble, canonicalAddress, canonicalDomain, mailboxOf, namesAddress, needsUtf8, shownAddress, splitAddress, tagOf, withTag, writtenForms } from './address.ts';

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
    'a@-b.example', 'a@b_c.example', 'a@b.example/x', 'a@b%2eexample', 'a@b@c.example', '"a b"@c.example', '"a\\"b"@c.example', `${'a'.repeat(65)}@b.example`, `a@${'b'.repeat(64)}.example`, `a@${'b.'.repeat(150)}example`, 'a@exam\u00adple.org', 'a@b。example', 'a@'.repeat(400_000)]) {
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

test('a local part beyond ASCII (RFC 6531)', (t) => {
  for (const [text, address] of [
    ['佐藤@例え.jp', '佐藤@xn--r8jz45g.jp'], ['josé@Correo.example', 'josé@correo.example'], ['"josé"@correo.example', 'josé@correo.example'], ['δοκιμή@παράδειγμα.gr', 'δοκιμή@xn--hxajbheg2az3al.gr'],
    ['さとう.ハナコー+x@例え.jp', 'さとう.ハナコー+x@xn--r8jz45g.jp'], ['佐藤taro7@例え.jp', '佐藤taro7@xn--r8jz45g.jp'], ['한글@한국.kr', '한글@xn--3e0b707e.kr'], ['राम@भारत.example', 'राम@xn--h2brj9c.example'], ['שלום@mail.example', 'שלום@mail.example'],
    ['José@correo.example', 'José@correo.example'], ['сара@почта.рф', 'сара@xn--80a1acny.xn--p1ai'], ['мария@mail.example', 'мария@mail.example'],
  ] as const) {
    t.is(canonicalAddress(text), address, text);
    t.is(canonicalAddress(address), address, text);
    t.true(needsUtf8(address), text);
  }
  t.false(needsUtf8(canonicalAddress('hana@例え.jp') ?? '佐'));
});

test('decomposed letters are the same mailbox; what NFC would replace, and half-composed text, are none', (t) => {
  t.is(canonicalAddress('jose\u0301@correo.example'), 'jos\u00e9@correo.example');
  t.is(canonicalAddress('か\u3099@例え.jp'), 'が@xn--r8jz45g.jp');
  t.is(canonicalAddress('a@mu\u0308nchen.example'), 'a@xn--mnchen-3ya.example');
  for (const text of ['\u212aen@x.example', '\u212bsa@x.example', 'jose\u0301é@x.example', '\ufa19@x.example', 'a@\u212aen.example', 'a@\u212aön.example']) t.is(canonicalAddress(text), null, JSON.stringify(text));
});

test('a local part that looks like another one, or hides something, is refused', (t) => {
  const hidden = ['jos\u200bé', 'jos\u200dé', 'jos\u00adé', 'jos\u2060é', 'jos\ufeffé', 'jos\u034fé', 'jo\u202esé', 'jo\u2066sé', 'josé\u200f', 'jo sé', 'jo\u00a0sé', 'jo\u3000sé', 'jo\u2028sé', 'jo\u0085sé', 'jo\u0000sé', 'jo\ud800sé', 'é\ue000', 'é\u{50000}', 'é\ufe0f', 'é\u115f', 'é\u3164', 'é\u{e0061}'];
  const alike = ['раypal', 'pаypal', 'κaz', 'рау', 'аррӏе', 'νικο', 'ｊｏｅ', 'jo\uff45é', 'ﬁé', 'ｻﾄｳ', 'é²', 'é①', '\u0301é', 'é.\u0301', 'i\u0307é', '\u0131\u0307é', 'e\u0301\u0301', 'éo\u0338', 'ʼé', 'ɑé', 'ǃé', 'éΑ', '佐б', '한カ', 'ᏚᎪ', '佐٣', '٣۳م', '1שלום', 'שלום.'];
  const spelt = ['jos\u00c3\u00a9', '佐\uff20x', 'josé"x', 'josé\\x', 'jo(sé', 'josé,x', 'josé;x', 'josé<x', 'jos@é', '=?utf-8?q?jos=C3=A9?=', '=?utf-8?b?5L2Q6Jek?=', 'é=?utf-8?q?x?='];
  for (const local of [...hidden, ...alike, ...spelt]) t.is(canonicalAddress(`${local}@mail.example`), null, JSON.stringify(local));
  t.is(canonicalAddress('שלום@1a.example'), null, 'a domain that begins with a digit would change sides');
});

test('ways of writing that are no address of josé', (t) => {
  t.not(canonicalAddress('jos%C3%A9@correo.example'), 'josé@correo.example');
  t.not(canonicalAddress('jos\\xE9@correo.example'), 'josé@correo.example');
  for (const text of ['josé＠correo.example', 'josé@ｃｏｒｒｅｏ.example', 'josé@correo。example', 'josé@correo．example', 'a@xn--zz.example', 'a@xn--mnchen-3yb\u0130.example', 'a@xn--.example']) t.is(canonicalAddress(text), null, text);
});

const letters = fc.string({ unit: fc.constantFrom(...'aeéüßñøłșẹのはがサトー佐藤日한글бдяδέωא1.+-_е\u0301\u200b\u0430\u3099ｅ'), minLength: 1, maxLength: 12 });

test('which rule a text breaks that is no address', (t) => {
  const local = (rule: string): object => ({ side: 'local', rule });
  const domain = (rule: string): object => ({ side: 'domain', rule });
  for (const [text, trouble] of [
    ['josé@correo.example', null], ['taro..y@docomo.ne.jp', null], ['no at', { side: 'form' }], [`${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(20)}.example`, { side: 'form' }],
    ['=?utf-8?q?x?=@a.example', local('encoded-word')], [`${'x'.repeat(65)}@a.example`, local('too-long')], ['\u212aen@x.example', local('half-composed')], ['jo\u200bsé@x.example', local('bad-character')], ['ｊｏｅ@x.example', local('unfit-character')],
    ['pаypal@x.example', local('mixed-scripts')], ['рау@x.example', local('looks-ascii')], ['1שלום@x.example', local('direction')],
    ['a@localhost', domain('no-host-name')], ['a@[127.0.0.1]', domain('no-host-name')], ['a@\u212aen.example', domain('half-composed')], ['a@ｂａｎｋ.example', domain('mapped-form')], ['a@xn--zz.example', domain('mapped-form')],
  ] as const) t.deepEqual(addressTrouble(text), trouble, text);
});

test('property: what is no address breaks a rule, and the other way round', (t) => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.tuple(letters, letters).map(([local, domain]) => `${local}@${domain}.example`)), (text) => {
    t.is(addressTrouble(text) === null, canonicalAddress(text) !== null, JSON.stringify(text));
  }));
});

test('limits are counted in octets', (t) => {
  t.is(canonicalAddress(`${'佐'.repeat(21)}@a.example`), `${'佐'.repeat(21)}@a.example`);
  t.is(canonicalAddress(`${'佐'.repeat(21)}aa@a.example`), null);
  t.is(canonicalAddress(`${'あ'.repeat(22)}@a.example`), null);
  const domain = `${`${'b'.repeat(60)}.`.repeat(3)}example`;
  t.is(canonicalAddress(`${'佐'.repeat(20)}@${domain}`)?.length, 20 + 1 + domain.length);
  t.is(canonicalAddress(`${'佐'.repeat(20)}aa@cc${domain}`), null);
});

test('what people are shown: U-labels where nothing can be mistaken, with the A-labels behind them', (t) => {
  for (const [address, shown] of [
    ['hana@xn--r8jz45g.jp', 'hana@例え.jp [xn--r8jz45g.jp]'], ['josé@xn--mnchen-3ya.example', 'josé@münchen.example [xn--mnchen-3ya.example]'], ['佐藤@tea.example', '佐藤@tea.example'], ['a@tea.example', 'a@tea.example'],
    ['a@xn--80a1acny.xn--p1ai', 'a@почта.рф [xn--80a1acny.xn--p1ai]'], ['', ''], ['a shop', 'a shop'],
  ] as const) t.is(shownAddress(address), shown);
  for (const [domain, why] of [['xn--80ak6aa92e.example', 'аррӏе: all look-alikes'], ['xn--buer-1ye.example', 'buԁer: two scripts'], ['xn--i-7iq.example', 'a heart'], ['xn--4dbrk0ce.example', 'from right to left'], ['xn--zz.example', 'no A-label']] as const) {
    t.is(shownAddress(`a@${domain}`), `a@${domain}`, why);
  }
});

test('how mail programs may write an address above a forward', (t) => {
  t.deepEqual(writtenForms('Hana@xn--r8jz45g.jp'), ['hana@xn--r8jz45g.jp', 'hana@例え.jp']);
  t.deepEqual(writtenForms('taro..y@docomo.ne.jp'), ['taro..y@docomo.ne.jp']);
});

test('an address is found in a line as a whole, never within another one', (t) => {
  const ann = 'ann@shop.example';
  for (const line of ['from: ann@shop.example', 'from: ann <ann@shop.example>', "from: 'ann@shop.example' via list", '差出人：ann@shop.example', 'from: ann@shop.example.', 'joann@shop.example, ann@shop.example', '[mailto:ann@shop.example]', '>ann@shop.example', 'from: "ann@shop.example"', 'from: *ann@shop.example*', 'from: **ann@shop.example**', '| from |ann@shop.example|', 'from: `ann@shop.example`', '"ann@shop.example" <list@other.example>']) t.true(namesAddress(line, ann), line);
  for (const line of ['from: joann@shop.example', 'from: jo.ann@shop.example', 'from: jo+ann@shop.example', 'from: jo-ann@shop.example', "from: d'ann@shop.example", 'from: joséann@shop.example', 'from: ann@shop.example.net', 'from: ann@shop.examples', 'from: ann@shop.example-2.net', 'from: "jo ann"@shop.example', 'from: jo*ann@shop.example', 'from: jo|ann@shop.example', 'from: jo`ann@shop.example', '']) t.false(namesAddress(line, ann), line);
  t.true(namesAddress('差出人: hana@例え.jp', 'Hana@xn--r8jz45g.jp'));
  t.false(namesAddress('差出人: ohana@例え.jp', 'Hana@xn--r8jz45g.jp'));
});

test('property: one form for each mailbox, whatever was typed; a refused text is refused in each form', (t) => {
  const found = { taken: 0, refused: 0 };
  fc.assert(fc.property(fc.oneof(letters, fc.string({ unit: 'grapheme', maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 6 })), (local) => {
    const address = canonicalAddress(`${local}@例え.jp`);
    if (address === null) return void (found.refused += 1);
    found.taken += 1;
    t.is(canonicalAddress(address), address);
    t.is(canonicalAddress(address.normalize('NFD')), address);
    t.is(address.normalize('NFKC'), address);
    t.is(splitAddress(address).domain, 'xn--r8jz45g.jp');
    t.notRegex(address, /[\s\p{C}\p{Default_Ignorable_Code_Point}]/u);
    t.true(Buffer.byteLength(address) <= 254);
    t.is(canonicalAddress(shownAddress(address).replace(/ \[.*\]$/, '')), address);
  }), { numRuns: 3_000 });
  t.true(found.taken > 100 && found.refused > 300, JSON.stringify(found));
});

test('property: UTF-8 that was read as Latin-1 is nobody’s address', (t) => {
  fc.assert(fc.property(letters, (local) => {
    const garbled = Buffer.from(local, 'utf8').toString('latin1');
    if (garbled !== local) t.is(canonicalAddress(`${garbled}@mail.example`), null, garbled);
  }));
});

test('property: a domain of plain labels is read as the same one in capitals is', (t) => {
  const label = fc.stringMatching(/^(?:xn--)?[a-z0-9-]{0,6}$/);
  const seldom = ['xn--mgb.example', 'a.xn--p1ai', 'xn--a.example', 'a.123', '1.2.3.4', 'a.b.', '.a.b', 'a..b', 'a', '-a.b', 'a-.b', 'a.-b', 'ab--cd.example', `${'a'.repeat(63)}.example`, `${'a'.repeat(64)}.example`, `${'a.'.repeat(126)}b`, `${'a.'.repeat(127)}b`];
  for (const domain of seldom) t.is(canonicalDomain(domain), canonicalDomain(domain.toUpperCase()), domain);
  fc.assert(fc.property(fc.array(label, { maxLength: 4 }), (labels) => t.is(canonicalDomain(labels.join('.')), canonicalDomain(labels.join('.').toUpperCase()))), { numRuns: 500 });
});
