/**
 * A verdict on a receipt in words. Values of strangers are one line each, bounded, and only under labels of ours; in sentences those of an
 * unusual form stand in quotation marks. Whoever shows them on a page or terminal makes controls and direction marks harmless. @table
 */
import type { LeafKind } from '../format/entry.ts';
import { shown } from '../format/malformed.ts';
import { bounded } from './bounded.ts';
import type { ReceiptFacts, ReceiptVerdict, Unproved } from './receipt.ts';

export type Language = 'en' | 'ja';

export type ReceiptText = {
  readonly sentence: string;
  /** What the files say of the entry and who signed it; empty where they were refused. */
  readonly rows: readonly (readonly [label: string, value: string])[];
  /** What nobody may read into it, each one sentence. */
  readonly unproved: readonly string[];
  readonly headings: { readonly shown: string; readonly unproved: string; readonly compare: string };
};

type Words = {
  readonly kinds: Readonly<Record<LeafKind, string>>;
  readonly labels: Readonly<Record<'kind' | 'reference' | 'time' | 'place' | 'size' | 'digest' | 'signed' | 'cosigned' | 'nobody' | 'quorum', string>>;
  /** Names of fields in faces and openings. A field without a name here is not shown. */
  readonly fields: Readonly<Record<string, string>>;
  readonly quorum: Readonly<Record<ReceiptFacts['quorum'], string>>;
  readonly headings: ReceiptText['headings'];
  readonly unproved: Readonly<Record<Unproved, string>>;
  readonly at: (who: string, id: string, time: string | null) => string;
  readonly entryOf: (index: number, origin: string, size: number) => string;
  readonly what: (facts: ReceiptFacts, kind: string, time: string | null) => string;
  readonly by: (facts: ReceiptFacts) => string;
  readonly proved: (what: string, by: string) => string;
  readonly noKey: (what: string) => string;
  readonly ownKey: (what: string, ids: string) => string;
  readonly fewWitnesses: (what: string, by: string) => string;
  readonly refused: (found: string) => string;
};

const en: Words = {
  kinds: {
    posted: 'posted', accepted: 'accepted', settled: 'settled', returned: 'returned', refunded: 'refunded', disputed: 'disputed', 'dispute-closed': 'closed as a dispute',
    withdrawn: 'withdrawn', ends: 'the end of its log', continues: 'the beginning of its log',
  },
  labels: { kind: 'Kind', reference: 'Reference', time: 'Time', place: 'Entry', size: 'Log size', digest: 'SHA-256', signed: 'Signed by', cosigned: 'Cosigned by', nobody: 'no witness that is known here', quorum: 'Quorum' },
  fields: { alias: 'Alias', ordered: 'Ordered', shop: 'Shop', reason: 'Reason', text: 'Text', total: 'Total', 'given-back': 'Given back in all', payer: 'Payer', payee: 'Payee', invoice: 'Invoice', 'order-message-id': 'Order’s Message-ID', letter: 'Letter', entry: 'Withdrawn entry' },
  quorum: { met: 'met', missing: 'missing', 'none-asked': 'none asked for' },
  headings: { shown: 'What the files show', unproved: 'What this does not prove', compare: 'Compare these keys with those that the bank gives elsewhere' },
  unproved: {
    words: 'The words of the mail around the files, sums in them too: whoever passes it on can change them. Only what the files show counts.',
    delivery: 'That any mail was delivered or read.',
    goods: 'That goods were shipped or arrived.',
    identity: 'Who the parties are, beyond their mail addresses.',
    time: 'The time: it is the word of the bank and of the witnesses, and not qualified in the sense of any law.',
    'own-key': 'That the key is the bank’s: it came with the receipt, and anybody can make a key.',
    'no-key': 'Who signed: no key of the log was given, and none came with the receipt.',
    'no-witness': 'That everybody sees the same log: no witness that is known here has cosigned.',
    quorum: 'That enough witnesses have seen this log: the quorum that was asked for is missing.',
    'no-face': 'What the public can read of the entry: no face came with the receipt (it may have been withdrawn).',
    'no-opening': 'The details, such as the total: no opening came with the receipt.',
    hidden: 'The details that stay hidden from this receiver.',
    claimed: 'The page’s address and the mail that this answers: only evidence.json says them.',
  },
  at: (who, id, time) => `${who} (key ${id})${time === null ? '' : ` at ${time}`}`,
  entryOf: (index, origin, size) => `entry ${index} of the log ${origin}, which had ${size} entries`,
  what: ({ kind, reference, index, origin }, word, time) => {
    const when = time === null ? '' : ` at ${time}`;
    const place = `entry ${index} of the log ${origin}`;
    if (kind === 'ends' || kind === 'continues') return `${place} is ${word}`;
    if (kind === 'withdrawn') return `what the public could read of another entry was withdrawn${when}, as ${place}`;
    return `payment ${reference ?? '(reference not shown)'} was recorded as ${word}${when}, as ${place}`;
  },
  by: ({ signedBy, cosignedBy }) => `signed by the log’s key ${signedBy.map(({ id }) => id).join(' and ')}${cosignedBy.length === 0 ? '' : ` and cosigned by ${cosignedBy.map(({ name }) => name).join(', ')}`}`,
  proved: (what, by) => `Proved: ${what}, ${by}.`,
  noKey: (what) => `Not judged: ${what}, so its files say; no key of the log is at hand, so nobody’s signature was checked.`,
  ownKey: (what, ids) => `Not fully judged: ${what}, signed by the key ${ids} that came with the receipt itself; it proves this only if that key is the bank’s.`,
  fewWitnesses: (what, by) => `Not fully judged: ${what}, ${by}; but fewer witnesses have cosigned than were asked for.`,
  refused: (found) => `Refused, this proves nothing: ${found}.`,
};

const ja: Words = {
  kinds: {
    posted: '差出', accepted: '引受', settled: '決済', returned: '返戻', refunded: '返金', disputed: '異議申立', 'dispute-closed': '異議終結',
    withdrawn: '取下', ends: '台帳終了', continues: '台帳開始',
  },
  labels: { kind: '種別', reference: '参照番号', time: '時刻', place: '記録', size: '台帳の件数', digest: 'SHA-256', signed: '署名者', cosigned: '連署した証人', nobody: '既知の証人なし', quorum: '定足数' },
  fields: { alias: '別名', ordered: '注文時刻', shop: '店舗', reason: '理由', text: '本文', total: '合計', 'given-back': '返金の合計', payer: '支払人', payee: '受取人', invoice: '請求番号', 'order-message-id': '注文メールの Message-ID', letter: 'メール番号', entry: '取り下げた記録' },
  quorum: { met: '満たしている', missing: '不足', 'none-asked': '求められていない' },
  headings: { shown: 'ファイルが示すこと', unproved: '証明されないこと', compare: '次の鍵を、銀行が別の場所で示す鍵と比べてください' },
  unproved: {
    words: 'ファイルの外側のメール本文（金額も含む）。転送した人が書き換えられます。証明されるのは、ファイルが示すことだけです。',
    delivery: 'メールが配達されたこと、または読まれたこと。',
    goods: '商品が発送されたこと、または届いたこと。',
    identity: 'メールアドレスを超えた当事者の身元。',
    time: '時刻。銀行と証人の申告であり、法令上の適格タイムスタンプではありません。',
    'own-key': '鍵が銀行のものであること。鍵は受領証と一緒に届いたもので、誰でも作れます。',
    'no-key': '署名者。台帳の鍵が示されず、受領証にも付いていません。',
    'no-witness': '誰もが同じ台帳を見ていること。既知の証人の連署がありません。',
    quorum: '十分な数の証人がこの台帳を見たこと。求められた定足数に足りません。',
    'no-face': '記録の公開部分。受領証に公開部分が付いていません（取り下げられた可能性があります）。',
    'no-opening': '合計などの詳細。受領証に開示ファイルが付いていません。',
    hidden: 'この受取人に開示されていない詳細。',
    claimed: '公開ページのアドレスと、どのメールへの返信か。evidence.json だけの記載です。',
  },
  at: (who, id, time) => `${who}（鍵 ${id}${time === null ? '' : `、${time}`}）`,
  entryOf: (index, origin, size) => `台帳 ${origin} の記録 ${index}（当時 ${size} 件）`,
  what: ({ kind, reference, index, origin }, word, time) => {
    const when = time === null ? '' : `${time} に`;
    const place = `台帳 ${origin} の記録 ${index}`;
    if (kind === 'ends' || kind === 'continues') return `${place}は「${word}」です`;
    if (kind === 'withdrawn') return `${when}別の記録の公開部分が取り下げられ、${place}に載っています`;
    return `支払い ${reference ?? '（参照番号の開示なし）'} は${when}「${word}」として${place}に載っています`;
  },
  by: ({ signedBy, cosignedBy }) => `台帳の鍵 ${signedBy.map(({ id }) => id).join('・')} の署名${cosignedBy.length === 0 ? '' : `と ${cosignedBy.map(({ name }) => name).join('・')} の連署`}があります`,
  proved: (what, by) => `証明されました：${what}。${by}。`,
  noKey: (what) => `判定できません：ファイルによれば${what}。台帳の鍵がないため、署名は確かめられませんでした。`,
  ownKey: (what, ids) => `完全には判定できません：${what}。受領証に付いていた鍵 ${ids} の署名があります。その鍵が銀行のものである場合に限り、証明になります。`,
  fewWitnesses: (what, by) => `完全には判定できません：${what}。${by}が、連署した証人が求められた数に足りません。`,
  refused: (found) => `不合格です。これは何の証明にもなりません：${found}`,
};

const words: Readonly<Record<Language, Words>> = { en, ja };

/** `2026-11-21T10:32:05.123Z` and `2026-11-21T10:32Z` as `2026-11-21 10:32 UTC`: no more than the face says. What is no such time stands in quotation marks. */
const shownTime = (time: string | null): string | null => timeText(time, /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z$/);
const exactTime = (time: string | null): string | null => timeText(time, /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?Z$/);

function timeText(time: string | null, form: RegExp): string | null {
  if (time === null) return null;
  return form.test(time) ? time.replace(form, '$1 $2 UTC') : shown(time);
}

/** As the bank writes references; anything else might read on as the sentence does. */
const plainReference = (reference: string | null): string | null => (reference === null || /^[0-9A-Za-z-]{1,40}$/.test(reference) ? reference : shown(reference));

/** A sentence with all that may stand in it is shorter: its end, which says what is not judged, is never cut off. */
const MOST_IN_SENTENCE = 2_000;
const MOST_IN_ROW = 1_000;
const MOST_IN_VALUE = 300;

/** The verdict in one sentence. */
export const sentence = (verdict: ReceiptVerdict, language: Language): string => bounded(wholeSentence(verdict, words[language]), MOST_IN_SENTENCE);

function wholeSentence(verdict: ReceiptVerdict, say: Words): string {
  if (verdict.outcome === 'refused') return say.refused(verdict.found);
  const facts = { ...verdict.facts, reference: plainReference(verdict.facts.reference), origin: bounded(verdict.facts.origin, MOST_IN_VALUE) };
  const what = say.what(facts, say.kinds[facts.kind], shownTime(facts.time));
  const by = bounded(say.by(facts), MOST_IN_ROW);
  if (verdict.outcome === 'proved') return say.proved(what, by);
  switch (verdict.code) {
    case 'quorum':
      return say.fewWitnesses(what, by);
    case 'key':
      return facts.signedBy.length === 0 ? say.noKey(what) : say.ownKey(what, bounded(facts.signedBy.map(({ id }) => id).join(', '), MOST_IN_VALUE));
    default:
      return verdict satisfies never;
  }
}

/** The verdict for people: the sentence, what the files show line by line, and what is not proved. */
export function describeReceipt(verdict: ReceiptVerdict, language: Language): ReceiptText {
  const { unproved, headings } = words[language];
  return { sentence: sentence(verdict, language), rows: verdict.outcome === 'refused' ? [] : rowsOf(verdict.facts, words[language]), unproved: verdict.unproved.map((code) => unproved[code]), headings };
}

function rowsOf(facts: ReceiptFacts, { labels, kinds, fields, quorum, at, entryOf }: Words): ReceiptText['rows'] {
  const told = new Set(['kind', 'reference', 'time', 'at']);
  const shown = [...(facts.face ?? []), ...(facts.details ?? [])].flatMap(({ name, value }): readonly (readonly [string, string])[] => {
    const field = facts.kind === 'refunded' && name === 'total' ? 'given-back' : name;
    const label = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (told.has(name) || value === '' || label === undefined) return [];
    told.add(name);
    return [[label, bounded(value, MOST_IN_VALUE)]];
  });
  const cosigned = facts.cosignedBy.map((one) => at(one.name, one.id, exactTime(one.at)));
  const signed = facts.signedBy.map((one) => at(one.name, one.id, exactTime(facts.signedAt)));
  return [
    [labels.kind, kinds[facts.kind]],
    ...optional(labels.reference, plainReference(facts.reference)),
    ...optional(labels.time, exactTime(facts.time)),
    ...shown,
    [labels.place, entryOf(facts.index, bounded(facts.origin, MOST_IN_VALUE), facts.treeSize)],
    [labels.digest, facts.entrySha256],
    ...optional(labels.signed, signed.length === 0 ? null : bounded(signed.join('; '), MOST_IN_ROW)),
    [labels.cosigned, cosigned.length === 0 ? labels.nobody : bounded(cosigned.join('; '), MOST_IN_ROW)],
    [labels.quorum, quorum[facts.quorum]],
  ];
}

const optional = (label: string, value: string | null): readonly (readonly [string, string])[] => (value === null ? [] : [[label, value]]);
