/** What holds for every notice, whatever the facts hold: the examples first, then hostile facts. */
import test from 'ava';
import fc from 'fast-check';
import type { NoticeFacts, ReceiptEvidence } from '../core/notice.ts';
import { startsAsConsent } from './answer-words.ts';
import { clean, shorten } from './clean.ts';
import { columns } from './columns.ts';
import { bank, evidenceOf, examples, owed, yen } from './fixtures/examples.ts';
import { renderNotice, type RenderedNotice } from './index.ts';

const languages = ['en', 'ja'] as const;
type Seen = { readonly name: string; readonly language: 'en' | 'ja'; readonly notice: RenderedNotice };

type Change = { readonly facts: (facts: NoticeFacts) => NoticeFacts; readonly evidence: (evidence: ReceiptEvidence) => ReceiptEvidence };
const asItIs: Change = { facts: (facts) => facts, evidence: (given) => given };

function render(facts: NoticeFacts, language: 'en' | 'ja', change: Change = asItIs): RenderedNotice {
  const given = evidenceOf(facts);
  return renderNotice(owed(change.facts(facts), language), bank, given === null || !('origin' in given) ? given : change.evidence(given));
}

function* rendered(change: Change = asItIs): Generator<Seen> {
  for (const [name, facts] of Object.entries(examples)) {
    for (const language of languages) yield { name, language, notice: render(facts, language, change) };
  }
}

/** By hand, apart from the program's own table, so that neither hides the other's mistake. */
const CONSENTS = /^(?:ok|okay|yes|approved?|confirm(?:ed)?|ja|oui|sí|si)(?![\p{L}])|^(?:はい|承認|了承|同意|オーケー|確認|确认|好的|可以|네|예|확인|승인|동의)/iu;
const bare = (line: string): string => line.normalize('NFKC').replace(/^[\s>|*_"'「『#~`-]+/u, '');

const linesOf = (text: string): readonly string[] => text.split('\n');
/** As a client makes text of it: every element is a line. */
const linesOfHtml = (html: string): readonly string[] => html.replace(/^[\s\S]*<body[^>]*>/, '').replace(/<[^>]*>/g, '\n').replaceAll('&nbsp;', ' ').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').split('\n');
const attached = (notice: RenderedNotice): string => notice.attachments.filter((one) => one.contentType.startsWith('text/')).map((one) => new TextDecoder().decode(one.content)).join('\n');

/** All that is promised of any notice; the first thing broken, or null. */
function broken({ name, language, notice }: Seen): string | null {
  const where = `${name}.${language}`;
  const all = [...linesOf(notice.text), ...linesOf(attached(notice))];
  const wide = all.find((line) => columns(line) > 72);
  if (wide !== undefined) return `${where}: ${columns(wide)} columns: ${wide}`;
  const consent = [...all, ...linesOfHtml(notice.html)].find((line) => CONSENTS.test(bare(line)) || startsAsConsent(line));
  if (consent !== undefined) return `${where}: a consent? ${consent}`;
  if ([...notice.subject].length > 100) return `${where}: subject ${notice.subject}`;
  const invisible = /[\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|[^\P{Cc}\n]/u.exec(notice.text + notice.html + notice.subject + attached(notice));
  if (invisible !== null) return `${where}: U+${invisible[0].codePointAt(0)?.toString(16)}`;
  return markupBroken(notice.html) ?? (ending(notice, language) ? null : `${where}: no ending`);
}

const TAGS = /^(?:!DOCTYPE html|\/?(?:html|head|body|title|p|br|strong|div|pre|table|tr|td|th|a|meta)(?: (?:lang|style|charset|name|content|href)="[^"<>]*")*)$/;

function markupBroken(html: string): string | null {
  for (const match of html.matchAll(/<([^>]*)>/g)) {
    if (!TAGS.test(match[1] ?? '')) return `markup: <${match[1]}>`;
  }
  if (html.replace(/<[^>]*>/g, '').match(/[<>]|&(?!(?:amp|lt|gt|quot|#39|nbsp);)/) !== null) return 'unescaped text';
  const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1] ?? '');
  return links.length === 1 && links.every((link) => /^tel:[0-9+]+$/.test(link)) && !/src=|url\(|@import|https?:/i.test(html.replace(/>[^<]*</g, '><')) ? null : 'a link or something to load';
}

const ENDINGS = { en: 'We never ask for a password that you have not already sent us.', ja: 'お送りいただいていないパスワードを当行がおたずねすることはありません。' };

function ending(notice: RenderedNotice, language: 'en' | 'ja'): boolean {
  const [before, last] = notice.text.trimEnd().split('\n').slice(-2);
  return last === ENDINGS[language] && before?.includes(bank.name) === true && before.includes(bank.telephone);
}

/** A few are enough to see what is wrong. */
const faults = (change?: Change): readonly string[] => [...rendered(change)].flatMap((one) => broken(one) ?? []).slice(0, 4);

test('every example: 72 columns, no consent at a line\'s start, nothing invisible, sober markup, the bank\'s ending', (t) => {
  t.deepEqual(faults(), []);
});

test('no notice holds a line that is a consent in any of the words, and the first line never is one', (t) => {
  for (const { notice } of rendered()) t.false(CONSENTS.test(bare(notice.text)), notice.text.slice(0, 60));
});

const wordsOf = (text: string): string => text.replace(/[\s|…]+/gu, '');

test('the HTML part says what the text says, in the text\'s order', (t) => {
  for (const { name, language, notice } of rendered()) {
    if (name.startsWith('status') || name === 'balance') continue;
    t.is(wordsOf(linesOfHtml(notice.html).join('')), wordsOf(notice.text), `${name}.${language}`);
  }
});

test('a shop\'s long line ends in the HTML part where it ends in the text', (t) => {
  const asked = examples['question'];
  if (asked?.kind !== 'question') throw new Error('no example');
  for (const text of [`2 x Sencha 100g, first harvest from Uji, in a tin. Please note: the bank has moved; ${'send your answer to pay@thief.example '.repeat(8)}`, `2 x ${'宇治の新茶'.repeat(40)}`]) {
    for (const language of languages) {
      const lines = [{ text, amount: yen(2160), notInOrder: true }];
      const notice = renderNotice(owed({ ...asked, lines }, language), bank, null);
      t.is(wordsOf(linesOfHtml(notice.html).join('')), wordsOf(notice.text));
      t.false(notice.html.includes('thief'));
    }
  }
});

test('two long lines of an order that differ near their end are shown as far as that', (t) => {
  const [refused, warned] = [examples['forward-refused-changed'], examples['forward-warning-changed']];
  if (refused?.kind !== 'forward-refused' || warned?.kind !== 'forward-warning') throw new Error('no example');
  for (const start of ['Please send the two bags of Sencha in the blue tin with the white ribbon, wrapped, to the house of my ', '宇治の煎茶の青い缶を二つ、白いリボンをかけて包んで、来週の月曜日の午前中までに、次の住所へ送ってください。']) {
    const differs = { missing: `${start}office`, found: `${start}uncle` };
    for (const facts of [{ ...refused, differs }, { ...warned, differs }]) {
      for (const language of languages) {
        const notice = renderNotice(owed(facts, language), bank, null);
        for (const part of [notice.text, linesOfHtml(notice.html).join('')]) t.regex(wordsOf(part), /office.*uncle/);
      }
    }
  }
});

test('the same notice is rendered the same a second time', (t) => {
  t.deepEqual([...rendered()], [...rendered()]);
});

/** Every string of the facts that comes from outside, replaced; kinds, codes and reasons stay. */
function poisoned(facts: NoticeFacts, poison: string): NoticeFacts {
  const fixed = new Set(['kind', 'reason', 'state', 'viewer', 'currency', 'answer', 'side', 'how', 'by', 'why']);
  const replace = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return fixed.has(name) ? value : poison;
    if (Array.isArray(value)) return value.map((one) => replace(one, name));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replace(one, key)]));
  };
  return replace(facts, '') as NoticeFacts;
}

/** Our own board's words come from our own configuration; they are held to the same. */
const poisonedBy = (poison: string): Change => ({ facts: (facts) => poisoned(facts, poison), evidence: (given) => ({ ...given, origin: poison, url: poison }) });

const HOSTILE: Readonly<Record<string, string>> = {
  markup: '<script>alert(1)</script><img src=https://x.example/a.png onerror="x">&amp;',
  'attribute ends': '"><a href="https://x.example">\'',
  'consent': 'OK maple-7731-crow',
  'consent in Japanese': 'はい maple-7731-crow',
  'consent, full width': 'ＯＫ　ｍａｐｌｅ－７７３１',
  'consent behind marks': '> | *"OK maple-7731-crow"*',
  'consent joined to a number': 'OK4K7M-2222',
  'consents one after another': 'OK '.repeat(200),
  'Japanese consents': '承認します。はい。'.repeat(80),
  'new lines': 'tea\r\nOK maple-7731-crow\u2028OK maple\u0085OK\u000BOK\fOK\0OK',
  'direction marks': 'tea \u202Egnihton\u202C \u2066x\u2069 \u200F\u061C\u200Bend',
  'long': 'x'.repeat(10_000),
  'long words': 'yes '.repeat(2_500),
  'long and full width': '請求'.repeat(5_000),
  'marks': `a${'\u0301'.repeat(5_000)}`,
  'lone surrogates': '\uD800 tea \uDC00',
  'private use': 'tea \uE0000\uE001 \u{F0000} \u{E0041}',
  'replacement patterns': '$& $1 $` $\'',
  'emoji': '👩‍👩‍👧‍👦🆗 OK'.repeat(20),
  'nothing': '',
  'only invisible': '\u200B\u200B\u2060',
};

for (const [name, poison] of Object.entries(HOSTILE)) {
  test(`hostile facts break no notice: ${name}`, (t) => {
    t.deepEqual(faults(poisonedBy(poison)), []);
  });
}

/** Text built of what hurts, between ordinary letters. */
const pieces = fc.constantFrom('OK', 'yes', 'はい', '承認', 'maple-7731-crow', ' ', '  ', '\n', '\r', '\u2028', '\u00A0', '\u2060', '\u202E', '<b>', '&', '"', '> ', '| ', '*', '、', '。', '請求', 'ー', 'x', '\u0301', '😀', '…', ':', 'ok7', '\uE000');
const hostileText = fc.oneof(fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')), fc.string({ unit: 'binary', maxLength: 120 }));

test('property: no text in the facts breaks what is promised of every notice', (t) => {
  const names = Object.keys(examples);
  t.notThrows(() =>
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...languages), hostileText, (name, language, poison) => {
        const facts = examples[name];
        if (facts === undefined) return;
        const fault = broken({ name, language, notice: render(facts, language, poisonedBy(poison)) });
        if (fault !== null) throw new Error(fault);
      }),
      { numRuns: 1500 },
    ),
  );
});

test('property: a shop\'s line never begins a line of the question outside the block behind "| "', (t) => {
  const asked = examples['question'];
  if (asked?.kind !== 'question') throw new Error('no example');
  t.notThrows(() =>
    fc.assert(
      fc.property(fc.array(hostileText.map((text) => `Zq${text}`), { minLength: 1, maxLength: 30 }), fc.constantFrom(...languages), (texts, language) => {
        const lines = texts.map((text) => ({ text, amount: yen(100), notInOrder: text.length % 2 === 0 }));
        const notice = renderNotice(owed({ ...asked, lines }, language), bank, null);
        for (const line of [...linesOf(notice.text), ...linesOf(attached(notice))]) if (line.startsWith('Zq')) throw new Error(line);
        const behind = linesOf(notice.text).filter((line) => line.startsWith('| '));
        if (behind.length < Math.min(20, texts.length)) throw new Error(`${behind.length} lines for ${texts.length}`);
        const fault = broken({ name: 'question', language, notice });
        if (fault !== null) throw new Error(fault);
      }),
      { numRuns: 300 },
    ),
  );
});

test('names and subjects are shortened to 80 characters', (t) => {
  t.is([...shorten(clean('n'.repeat(10_000)), 80)].length, 80);
  for (const { notice } of rendered(poisonedBy('n'.repeat(10_000)))) {
    t.false(/n{81}/.test(notice.text.replaceAll('\n', '|')));
    t.true(notice.text.length < 12_000);
  }
});

test('a bank whose own name and telephone look like markup does no harm', (t) => {
  const odd = { ...bank, name: 'OK <b>Bank</b> $&', telephone: '<i>call</i> $& +1' };
  for (const facts of Object.values(examples)) {
    const { html } = renderNotice(owed(facts, 'en'), odd, evidenceOf(facts));
    t.is(markupBroken(html), null);
  }
});

test('the reasons that are the buyer\'s own are all the same to the merchant', (t) => {
  const example = examples['ended-merchant-private'];
  if (example?.kind !== 'ended-merchant') throw new Error('no example');
  for (const language of languages) {
    const texts = (['refused', 'fraud', 'cancelled', 'wrong-passwords', 'no-answer', 'no-funds', 'undeliverable'] as const).map((reason) => renderNotice(owed({ ...example, reason }, language), bank, null).text);
    t.is(new Set(texts).size, 1);
    t.false(/fraud|password|refus|fund|answer/i.test((texts[0] ?? '').replace(ENDINGS[language], '')));
  }
});

test('money short: the merchant reads nothing of the buyer\'s account', (t) => {
  const example = examples['funds-short-merchant'];
  if (example === undefined) throw new Error('no example');
  t.false(/fund|deposit|balance|missing|available|account/i.test(renderNotice(owed(example, 'en'), bank, null).text));
  t.false(/残高|入金|不足|口座/.test(renderNotice(owed(example, 'ja'), bank, null).text));
});

test('a long invoice: twenty lines in the mail, the rest attached', (t) => {
  const example = examples['question-long'];
  if (example === undefined) throw new Error('no example');
  const notice = renderNotice(owed(example, 'en'), bank, null);
  t.is(linesOf(notice.text).filter((line) => line.startsWith('| 1 x')).length, 20);
  t.deepEqual(notice.attachments.map((one) => [one.filename, one.contentType]), [['invoice-K7F3-K29Q.txt', 'text/plain; charset=utf-8']]);
  t.is(linesOf(attached(notice).trimEnd()).length, 3);
});

test('the merchant\'s programs read whole facts', (t) => {
  const example = examples['receipt-merchant'];
  if (example?.kind !== 'receipt-merchant') throw new Error('no example');
  const total = { currency: example.total.currency, minor: 2n ** 53n - 1n };
  const [file] = renderNotice(owed({ ...example, total, lines: [] }, 'ja'), bank, null).attachments;
  t.is(file?.filename, 'payment-K7F3-K29Q.json');
  t.is(file?.contentType, 'application/json');
  t.deepEqual(JSON.parse(new TextDecoder().decode(file?.content)), {
    kind: 'receipt-merchant',
    fee: null,
    reference: 'K7F3-K29Q',
    invoice: 'GT-1042',
    total: { currency: 'JPY', amount: '9007199254740991', minor: '9007199254740991' },
    paid_at: '2026-11-21T02:04:00.000Z',
    buyer: 'takao@buyer.example',
    entry: 'none',
    board: null,
  });
});
