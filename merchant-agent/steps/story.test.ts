/** Orders from the mailbox to the parcel, with real SQLite, DKIM and DNS. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { simpleParser } from 'mailparser';
import { authenticate } from '../../clearinghouse/mail/authentication.ts';
import { GATE_LIMITS } from '../../clearinghouse/mail/gate.ts';
import { readContent } from '../../clearinghouse/mail/mime.ts';
import { DNS_SETTINGS, makeDnsCache } from '../../clearinghouse/mail/resolver.ts';
import type { Shop } from './shop.ts';
import { answerTo, BANK, BUYER, HANA, openBench, sentTo, SHOP, textOf, yen } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

const PASSWORD = /maple-?7731-?crow/i;

async function scene(t: ExecutionContext, shop: Partial<Shop> = {}): Promise<Bench> {
  const bench = await openBench(shop);
  t.teardown(bench.stop);
  return bench;
}

const stateOf = (bench: Bench, order = 1): string => bench.store().order(order)?.state.name ?? 'none';

test('a sure order is forwarded by itself: number, lines, the original byte for byte with its signature, UBL', async (t) => {
  const bench = await scene(t);
  const order = bench.order();
  t.is(bench.arrive(order), 1);
  await bench.settle();
  t.is(stateOf(bench), 'forwarded');
  const [forward, ...more] = sentTo(bench, BANK);
  t.is(more.length, 0);
  if (forward === undefined) return t.fail('no forward');
  t.deepEqual(textOf(forward).trim().split('\n'), ['Invoice: GT-42', '2 x Sencha 100 g @ 1,080', '1 x Bamboo whisk @ 1,650', 'Shipping 500', 'Incl. tax (8%) 160', 'Incl. tax (10%) 195', 'Total: 4,310 JPY']);
  t.true(Buffer.from(forward.bytes).includes(order), 'the original stands in the forward, byte for byte');
  t.is(forward.mail.from?.value[0]?.address, SHOP);
  const content = await readContent(forward.bytes, { from: null, to: [], clientAddress: null, helo: null }, [], GATE_LIMITS);
  t.is(content.refusal, null);
  t.is(content.automatic, null);
  t.is(content.originals.length, 1);
  t.deepEqual(content.originals[0]?.bytes, order);
  const dns = makeDnsCache({ ...DNS_SETTINGS, servers: [{ address: '127.0.0.1', port: bench.dns.port }] }, () => performance.now());
  const settings = { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] };
  const verdict = await authenticate({ bytes: forward.bytes, fields: content.fields, parts: content.parts, receivedAt: forward.mail.date?.getTime() ?? 0, envelope: { from: null, to: [], clientAddress: null, helo: null } }, settings, dns.forLetter());
  t.is(verdict.kind === 'verdict' ? verdict.verdict.strength : 'retry', 'signed');
  const original = content.originals[0];
  if (original !== undefined) {
    const inner = await authenticate({ bytes: original.bytes, fields: original.fields, parts: original.parts, receivedAt: order.length, envelope: { from: null, to: [], clientAddress: null, helo: null } }, settings, dns.forLetter());
    t.is(inner.kind, 'verdict');
  }
  t.deepEqual(forward.mail.attachments.map(({ contentType }) => contentType), ['message/rfc822', 'application/xml']);
});

test('the same order by two ways, or again after a restart, is forwarded once', async (t) => {
  const bench = await scene(t);
  const order = bench.order();
  bench.arrive(order);
  await bench.settle();
  const again = Buffer.concat([Buffer.from('Received: from elsewhere by here; Sat, 21 Nov 2026 12:00:00 +0000\r\n'), order]);
  bench.arrive(again);
  bench.arrive(order);
  bench.restart();
  bench.arrive(again);
  await bench.settle();
  t.is(sentTo(bench, BANK).length, 1);
  t.is(bench.store().nextCounter(), 43);
  t.is(bench.store().order(2), null, 'it is one order');
});

test('another mail under the same password is a draft, never a second forward', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  bench.arrive(bench.order({ messageId: 'order.2@buyer.example', text: '3 Sencha 100 g\n\nPassword: Maple-7731-crow\n' }));
  await bench.settle();
  t.is(sentTo(bench, BANK).length, 1);
  t.like(bench.store().order(2)?.state, { name: 'draft', reason: 'password' });
});

test('mail that is no order leaves nothing behind', async (t) => {
  const bench = await scene(t);
  const mails = [
    bench.order({ cc: 'friend@buyer.example' }),
    bench.order({ text: 'When do you open?\n', messageId: 'q@buyer.example' }),
    bench.order({ headers: [['Auto-Submitted', 'auto-replied']], messageId: 'a@buyer.example' }),
    bench.order({ headers: [['List-Id', '<tea.buyer.example>']], messageId: 'l@buyer.example' }),
    bench.signed({ from: SHOP, to: BANK, subject: 'Fwd: Order', text: 'Total: 1 JPY\nPassword: maple-7731-crow\n', date: Date.now(), messageId: 'own@tea.example' }, bench.domains.tea),
  ];
  const kept = mails.map((mail) => bench.arrive(mail));
  t.deepEqual([kept[0], kept[4]], [null, null], 'by its header alone of no interest');
  await bench.settle();
  t.is(bench.sent.length, 0);
  t.is(bench.store().order(1), null);
  for (const id of kept) if (id !== null) t.is(bench.store().letter(id)?.bytes?.length, 0, 'its bytes are gone');
});

test('an unproved order becomes a draft with that reason and is not forwarded', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.signed({ from: BUYER, to: SHOP, cc: BANK, subject: 'Order', text: '2 Sencha 100 g\n\nPassword: maple-7731-crow\n', date: Date.now(), messageId: 'forged@buyer.example' }, bench.domains.evil));
  await bench.settle();
  t.like(bench.store().order(1)?.state, { name: 'draft', reason: 'not-authenticated' });
  const [draft] = sentTo(bench, HANA);
  t.regex(draft === undefined ? '' : textOf(draft), /does not prove who wrote it/);
});

test('an unsure order: the draft says what was read and what is open, without the password; SEND forwards once', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order({ text: '2 Sencha 100 g\n1 flying carpet\n\nPassword: maple-7731-crow\n' }));
  await bench.settle();
  t.is(stateOf(bench), 'draft');
  const [draft] = sentTo(bench, HANA);
  if (draft === undefined) return t.fail('no draft');
  t.regex(textOf(draft), /flying carpet/);
  t.regex(textOf(draft), /2 x Sencha 100 g @ 1,080/);
  t.notRegex(Buffer.from(draft.bytes).toString('latin1'), PASSWORD);
  t.regex(draft.mail.replyTo?.value[0]?.address ?? '', /^shop\+d\.1\.1\.[a-z2-7]{16}@tea\.example$/);
  const answer = bench.signed(answerTo(draft, 'SEND'), bench.domains.tea);
  bench.arrive(answer);
  await bench.settle();
  t.is(stateOf(bench), 'forwarded');
  bench.arrive(bench.signed(answerTo(draft, 'SEND', { messageId: 'twice@tea.example' }), bench.domains.tea));
  await bench.settle();
  const forwards = sentTo(bench, BANK);
  t.is(forwards.length, 1);
  t.regex(forwards[0] === undefined ? '' : textOf(forwards[0]), /^Invoice: GT-42\n2 x Sencha 100 g @ 1,080\nShipping 500\n/);
});

test('what a customer tells behind the goods is shown to the shopkeeper, unless the shop passes over it', async (t) => {
  for (const [text, ask, pass] of [
    ['It has been raining here for a week, just the weather for tea.', 'draft', 'forwarded'],
    ['My husband says we have enough of it until Christmas.', 'draft', 'draft'],
    ['I pay through my bank as always. Warm greetings to everyone in the shop!', 'forwarded', 'forwarded'],
  ] as const) {
    for (const [toldBehind, state] of [['ask', ask], ['pass', pass]] as const) {
      const bench = await scene(t, { toldBehind });
      bench.arrive(bench.order({ text: `2 Sencha 100 g\n\n${text}\n\nPassword: maple-7731-crow\n` }));
      await bench.settle();
      t.is(stateOf(bench), state, `${toldBehind}: ${text}`);
      const [draft] = sentTo(bench, HANA);
      if (state === 'draft') t.true(draft !== undefined && textOf(draft).replaceAll(/\s+/g, ' ').includes(text), 'the draft shows what keeps it open');
    }
  }
});

test('DROP ends it; the answer counts only from the shopkeeper, signed, by a person, with the token', async (t) => {
  const bench = await scene(t, { mode: 'ask' });
  bench.arrive(bench.order());
  await bench.settle();
  const [draft] = sentTo(bench, HANA);
  if (draft === undefined) return t.fail('no draft');
  const wrong = [
    bench.signed(answerTo(draft, 'SEND', { messageId: 'w1@tea.example' }), bench.domains.evil),
    bench.signed(answerTo(draft, 'SEND', { messageId: 'w2@tea.example', from: 'eve@evil.example' }), bench.domains.evil),
    bench.signed(answerTo(draft, 'SEND', { messageId: 'w3@tea.example', headers: [['Auto-Submitted', 'auto-replied']] }), bench.domains.tea),
    bench.signed(answerTo(draft, 'SEND', { messageId: 'w4@tea.example', to: 'shop+d.1.1.aaaaaaaaaaaaaaaa@tea.example', inReplyTo: 'd.1.1.aaaaaaaaaaaaaaaa@tea.example' }), bench.domains.tea),
    bench.signed(answerTo(draft, 'SEND', { messageId: 'w5@tea.example', from: `Takao <${BUYER}>` }), bench.domains.buyer),
  ];
  for (const mail of wrong) bench.arrive(mail);
  await bench.settle();
  t.is(stateOf(bench), 'draft');
  t.is(sentTo(bench, BANK).length, 0);
  t.is(sentTo(bench, HANA).filter(({ mail }) => /not taken/.test(mail.subject ?? '')).length, 1, 'the unsigned one is told of, once');
  bench.arrive(bench.signed(answerTo(draft, 'Drop.'), bench.domains.tea));
  await bench.settle();
  t.is(stateOf(bench), 'dropped');
  bench.arrive(bench.signed(answerTo(draft, 'SEND', { messageId: 'late@tea.example' }), bench.domains.tea));
  await bench.settle();
  t.is(sentTo(bench, BANK).length, 0);
});

test('an answer that is neither word is answered by a new draft; the old one then counts no more', async (t) => {
  const bench = await scene(t, { mode: 'ask' });
  bench.arrive(bench.order());
  await bench.settle();
  const [first] = sentTo(bench, HANA);
  if (first === undefined) return t.fail('no draft');
  bench.arrive(bench.signed(answerTo(first, 'looks fine to me'), bench.domains.tea));
  await bench.settle();
  const [, second] = sentTo(bench, HANA);
  t.regex(second === undefined ? '' : textOf(second), /neither SEND nor DROP[\s\S]*looks fine to me/);
  bench.arrive(bench.signed(answerTo(first, 'SEND', { messageId: 'old@tea.example' }), bench.domains.tea));
  await bench.settle();
  t.is(stateOf(bench), 'draft');
  if (second !== undefined) bench.arrive(bench.signed(answerTo(second, 'SEND', { messageId: 'new@tea.example' }), bench.domains.tea));
  await bench.settle();
  t.is(stateOf(bench), 'forwarded');
});

test('a total above the customer\'s ceiling, and one above the shop\'s own limit, are drafts', async (t) => {
  const bench = await scene(t, { askAbove: yen(5_000n) });
  bench.arrive(bench.order({ text: '2 Sencha 100 g\n\nPassword: maple-7731-crow\nUp to: 2,000\n' }));
  bench.arrive(bench.order({ text: '5 Sencha 100 g\n\nPassword: birch-1234-owl\n', messageId: 'two@buyer.example' }));
  await bench.settle();
  t.like(bench.store().order(1)?.state, { name: 'draft', reason: 'ceiling' });
  t.like(bench.store().order(2)?.state, { name: 'draft', reason: 'asked' });
});

test('without a catalogue orders wait, and go on when it is back', async (t) => {
  const bench = await scene(t);
  const { catalogue } = bench.outside;
  bench.outside.catalogue = async () => ({ ok: false, trouble: 'catalogue.csv: line 3: no price' });
  bench.arrive(bench.order());
  await bench.settle();
  t.is(stateOf(bench), 'read');
  t.true(bench.events.some(({ event }) => event === 'catalogue-unusable'));
  bench.outside.catalogue = catalogue;
  await bench.settle();
  t.is(stateOf(bench), 'forwarded');
});

test('DNS trouble: the order waits; after hours it is a draft', async (t) => {
  const bench = await scene(t);
  bench.dns.behave('buyer.example', 'servfail');
  bench.arrive(bench.order());
  await bench.settle();
  t.is(stateOf(bench), 'none');
  bench.advance(5 * 3_600_000);
  await bench.settle();
  t.is(stateOf(bench), 'none', 'a machine that was off has not asked');
  for (let round = 0; round < 8; round += 1) {
    bench.advance(3_600_000);
    await bench.settle();
  }
  t.like(bench.store().order(1)?.state, { name: 'draft', reason: 'not-authenticated' });
});

test('a mail server that refuses the forward gives a draft; one that is away costs only time', async (t) => {
  const bench = await scene(t);
  const { send } = bench.outside;
  bench.outside.send = async () => ({ outcome: 'unsent', reply: 'connection refused' });
  bench.arrive(bench.order());
  await bench.settle();
  t.is(stateOf(bench), 'forwarding');
  bench.outside.send = async (envelope, bytes) => (envelope.to === BANK ? { outcome: 'refused', reply: '552 too large' } : send(envelope, bytes));
  bench.advance(60_000);
  await bench.settle();
  t.like(bench.store().order(1)?.state, { name: 'draft', reason: 'mail-refused' });
  t.regex(sentTo(bench, HANA).map(textOf).join('\n'), /may have reached the bank all the same[\s\S]*Your mail server said:\n\| 552\n/);
});

test('no password stands in the database, in events or in any mail but the forward', async (t) => {
  const bench = await scene(t, { mode: 'ask' });
  bench.arrive(bench.order({ subject: 'Order maple-7731-crow' }));
  await bench.settle();
  for (const { bytes } of bench.sent) t.notRegex((await simpleParser(Buffer.from(bytes), {})).text ?? '', PASSWORD);
  for (const { bytes } of bench.sent) t.notRegex(Buffer.from(bytes).toString('latin1'), PASSWORD);
  t.notRegex(JSON.stringify(bench.events), PASSWORD);
  const { readFileSync, readdirSync } = await import('node:fs');
  for (const file of readdirSync(bench.folder)) t.notRegex(readFileSync(`${bench.folder}/${file}`).toString('latin1'), PASSWORD, file);
});

test('a mail server that quotes the forward: of its answer the codes alone are kept and told, and where there are none that', async (t) => {
  const quote = 'suspicious text "Password: maple-7731-crow"';
  const unkept = 'an answer without a code; its words are not kept, since they may quote the order';
  for (const [outcome, reply, kept] of [['refused', `554 5.7.1 Rejected by content filter: ${quote}`, '554 5.7.1'], ['later', `451 4.7.1 ${quote}`, '451 4.7.1'], ['refused', quote, unkept]] as const) {
    const bench = await scene(t);
    const { send } = bench.outside;
    bench.outside.send = async (envelope, bytes) => (envelope.to === BANK ? { outcome, reply } : send(envelope, bytes));
    bench.arrive(bench.order());
    await bench.settle();
    const [forward] = bench.store().mailsOf(1);
    t.is(forward?.reply, kept);
    for (const { bytes } of bench.sent) t.notRegex(Buffer.from(bytes).toString('latin1'), PASSWORD);
    t.notRegex(JSON.stringify([bench.events, bench.store().events(1), bench.store().order(1)?.detail.told]), PASSWORD);
    if (outcome === 'refused') t.true(sentTo(bench, HANA).some((mail) => textOf(mail).includes(`| ${kept}\n`)));
  }
});

test('a letter that brings the program down three times is set aside and told; the next goes its way', async (t) => {
  const bench = await scene(t);
  const { read } = bench.parts();
  bench.restart((parts) => ({ ...parts, read: async (letter, lookUp) => {
    if (Buffer.from(letter.bytes).includes('poison')) throw new TypeError('a bug of ours');
    return read(letter, lookUp);
  } }));
  bench.arrive(bench.order({ text: 'poison\n\nPassword: birch-1234-owl\n', messageId: 'poison@buyer.example' }));
  bench.arrive(bench.order());
  for (let round = 0; round < 4; round += 1) {
    await bench.settle();
    bench.advance(3_600_000);
  }
  t.is(stateOf(bench), 'forwarded');
  t.is(bench.store().counts().lettersSetAside, 1);
  t.is(sentTo(bench, HANA).filter(({ mail }) => /could not be read/.test(mail.subject ?? '')).length, 1);
});

test('an answer that is signed, of a domain without a DMARC record, is refused with what is lacking', async (t) => {
  const bench = await scene(t, { mode: 'ask' });
  bench.arrive(bench.order());
  await bench.settle();
  const [draft] = sentTo(bench, HANA);
  if (draft === undefined) return t.fail('no draft');
  bench.dns.remove('_dmarc.tea.example', 'TXT');
  bench.arrive(bench.signed(answerTo(draft, 'SEND'), bench.domains.tea));
  await bench.settle();
  t.is(stateOf(bench), 'draft');
  const told = sentTo(bench, HANA)[1];
  t.regex(told === undefined ? '' : textOf(told), /a DMARC record of that domain[\s\S]*\| no-dmarc-record: tea\.example/);
});
