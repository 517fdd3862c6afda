/** The receipts of published entries, and what is said while one is late. */
import test from 'ava';
import type { NoticeFacts, ReceiptEvidence } from '../core/notice.ts';
import { bank, evidence, evidenceOf, examples, owed } from './fixtures/examples.ts';
import { renderNotice, type RenderedNotice } from './index.ts';

const languages = ['en', 'ja'] as const;

/** `changed`: in place of the example's evidence, where there is any. */
const render = (facts: NoticeFacts, language: 'en' | 'ja', changed: Partial<ReceiptEvidence> = {}): RenderedNotice => {
  const given = evidenceOf(facts);
  return renderNotice(owed(facts, language), bank, given === null ? null : { ...given, ...changed });
};

function exampleOf(name: string): NoticeFacts {
  const facts = examples[name];
  if (facts === undefined) throw new Error(`no example ${name}`);
  return facts;
}

test('a receipt of a published entry: place, page and key in the text, the files of its evidence behind its own', (t) => {
  for (const name of ['receipt-buyer-board', 'receipt-merchant-board']) {
    const facts = exampleOf(name);
    for (const language of languages) {
      const { text, attachments } = render(facts, language);
      for (const part of ['board.bank.example/board/2026#1234', 'https://board.bank.example/entry/2026/1234', '3f2a9c11, 90b7e2d4', 'kakitome board verify', 'C2SP', ...evidence.attachments.map(({ filename }) => filename)]) {
        t.true(text.replace(/\s+/g, ' ').includes(part), `${name}.${language}: ${part}`);
      }
      t.deepEqual(attachments.slice(-evidence.attachments.length), evidence.attachments);
    }
  }
  const merchants = exampleOf('receipt-merchant-board');
  const [file] = render(merchants, 'en').attachments;
  t.like(JSON.parse(new TextDecoder().decode(file?.content)), { entry: 'board', board: { origin: evidence.origin, index: 1234, url: evidence.url } });
});

test('without a public page the receipt names none, and no checker on it', (t) => {
  const facts = exampleOf('receipt-buyer-board');
  for (const language of languages) {
    const { text } = render(facts, language, { url: null });
    t.notRegex(text, /https:|page|ページ/);
    t.regex(text, /kakitome board\s+verify/);
  }
});

test('a place or a page that would be broken in two is left to evidence.json', (t) => {
  const facts = exampleOf('receipt-buyer-board');
  const host = `${'board-of-a-bank.'.repeat(4)}example`;
  const { text } = render(facts, 'en', { origin: `${host}/board/2026`, url: `https://${host}/entry/2026/1234` });
  t.regex(text, /^Public entry +see evidence\.json\nIts page +see evidence\.json$/m);
});

test('a receipt whose face was withdrawn since says so, and tells of no file that is not there', (t) => {
  const facts = exampleOf('receipt-buyer-board');
  const left = evidence.attachments.filter(({ filename }) => filename !== 'face.json' && filename !== 'opening.json');
  for (const language of languages) {
    const { text, attachments } = render(facts, language, { attachments: left });
    t.regex(text, language === 'en' ? /has been withdrawn/ : /取り下げられています/);
    t.notRegex(text, /face\.json|opening\.json/);
    t.deepEqual(attachments, left);
  }
});

test('a receipt never promises a proof that it does not carry, nor denies one that it carries', (t) => {
  for (const kind of ['receipt-buyer', 'receipt-merchant']) {
    for (const language of languages) {
      const [published, plain] = [exampleOf(`${kind}-board`), exampleOf(kind)];
      t.throws(() => renderNotice(owed(published, language), bank, null), { message: /without its evidence/ });
      t.throws(() => renderNotice(owed(plain, language), bank, evidence), { message: /no public entry/ });
      t.throws(() => renderNotice(owed(published, language), bank, { ...evidence, keys: ['no key'] }), { message: /no verifier key/ });
    }
  }
});

test('paid and not proved yet: both read that it is paid and that nothing is to be done', (t) => {
  const [buyers, shops] = [exampleOf('proof-follows-buyer'), exampleOf('proof-follows-merchant')];
  t.regex(render(buyers, 'en').text, /^Paid: JPY 4,741 to Green Tea House[\s\S]*need not do anything/);
  t.regex(render(shops, 'en').text, /^Paid: JPY 4,741 from Takao Sasaki[\s\S]*You may ship\.[\s\S]*need not wait/);
  t.regex(render(buyers, 'ja').text, /^支払い済み[\s\S]*何もする必要はありません/);
  t.regex(render(shops, 'ja').text, /^支払い済み[\s\S]*発送していただけます/);
});
