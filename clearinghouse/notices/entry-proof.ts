/** What a receipt says of its public entry: where it stands, how to check it without asking the bank, and what is attached for that. */
import type { EntryProof, ReceiptEvidence } from '../core/notice.ts';
import type { Language } from '../core/party.ts';
import { paragraph, rows, type Block } from './block.ts';
import { clean } from './clean.ts';
import { columns } from './columns.ts';
import type { Shown } from './lines.ts';

/** A place or address that is broken in two can't be copied: beyond this it stands in evidence.json alone. */
const VALUE_COLUMNS = 56;

type Words = {
  readonly none: string;
  readonly place: string;
  readonly page: string;
  readonly key: string;
  readonly keyValue: (ids: string) => string;
  readonly elsewhere: string;
  /** `page`: whether the mail names the public page. */
  readonly check: (page: boolean) => string;
  readonly attached: (list: string) => string;
  readonly withdrawn: string;
  readonly comma: string;
  /** By file name; in this order they are told. */
  readonly files: Readonly<Record<string, string>>;
};

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    none: 'There is no public entry for this payment: this bank keeps no public board. This mail is your receipt.',
    place: 'Public entry',
    page: 'Its page',
    key: 'Log key',
    keyValue: (ids) => `${ids} (whole in log.vkey)`,
    elsewhere: 'see evidence.json',
    check: (page) =>
      `This payment stands on our public board, where nobody can alter or remove it unnoticed. You can check that offline, without asking us: save this mail and run "kakitome board verify" on the file, ${page ? 'or drop the file on the checker of the board\'s page (it does not leave your machine), ' : ''}or give entry.bin, receipt.tlog-proof and log.vkey to any tool for C2SP tlog-proofs. Have the log's key from somewhere else than this mail, too: ${page ? 'the board\'s page shows it, and we give it' : 'we give it'} to whoever asks.`,
    attached: (list) => `Attached: ${list}.`,
    withdrawn: 'The public part of the entry has been withdrawn.',
    comma: '; ',
    files: {
      'entry.bin': 'the entry as it stands in the log',
      'receipt.tlog-proof': 'its place in the log, signed',
      'face.json': 'what everybody can read of it',
      'opening.json': 'what the public can\'t read, such as the total: show it to nobody who need not know',
      'evidence.json': 'all that for programs',
      'log.vkey': 'the log\'s keys',
    },
  },
  ja: {
    none: 'この支払いの公開記録はありません（当行は公開掲示板を設けていません）。このメールが受領の控えです。',
    place: '公開記録',
    page: '公開ページ',
    key: 'ログの鍵',
    keyValue: (ids) => `${ids}（全体は log.vkey）`,
    elsewhere: 'evidence.json に記載',
    check: (page) =>
      `この支払いは当行の公開掲示板に載っています。誰にも気づかれずに書き換えたり消したりすることはできません。当行に問い合わせなくても、通信なしで検証できます。このメールを保存して kakitome board verify で検証するか、${page ? '掲示板のページの検証欄にファイルを置くか（ファイルは送信されません）、' : ''}entry.bin・receipt.tlog-proof・log.vkey を C2SP tlog-proof 対応のツールで検証してください。ログの鍵は、このメール以外からも入手してお比べください（${page ? '掲示板のページに載せているほか、' : ''}お問い合わせいただければお知らせします）。`,
    attached: (list) => `添付ファイル：${list}`,
    withdrawn: 'この記録の公開部分は取り下げられています。',
    comma: '、',
    files: {
      'entry.bin': 'ログにある記録そのもの',
      'receipt.tlog-proof': 'ログに載っていることの署名付き証明',
      'face.json': '公開されている部分',
      'opening.json': '合計など非公開の部分。必要のない人には見せないでください',
      'evidence.json': 'プログラム用',
      'log.vkey': 'ログの鍵',
    },
  },
};

const FACE = 'face.json';

/** Throws where facts and evidence do not belong together: a receipt that promises a proof has it, one that denies it has none. */
export function entryProof(language: Language, entry: EntryProof, evidence: ReceiptEvidence | null): Shown {
  switch (entry.kind) {
    case 'none':
      if (evidence !== null) throw new Error(`a receipt that says there is no public entry came with the evidence of ${evidence.origin}#${evidence.index}`);
      return { blocks: [paragraph(WORDS[language].none)], attachments: [] };
    case 'board':
      if (evidence === null) throw new Error('a receipt of a published entry came without its evidence');
      return { blocks: boardBlocks(WORDS[language], evidence, language), attachments: evidence.attachments };
    default:
      return entry satisfies never;
  }
}

function boardBlocks(words: Words, { origin, index, keys, url, attachments }: ReceiptEvidence, language: Language): readonly Block[] {
  const names = attachments.map(({ filename }) => filename);
  const list = Object.entries(words.files).flatMap(([name, what]) => (names.includes(name) ? [described(name, what, language)] : []));
  const attached = words.attached(list.join(words.comma));
  return [
    rows([words.place, whole(`${origin}#${index}`, words)], [words.page, url === null ? null : whole(url, words)], [words.key, words.keyValue(keys.map(keyId).join(', '))]),
    paragraph(words.check(url !== null)),
    paragraph(names.includes(FACE) ? attached : `${attached}\n${words.withdrawn}`),
  ];
}

const described = (name: string, what: string, language: Language): string => (language === 'ja' ? `${name}（${what}）` : `${name} (${what})`);

function whole(text: string, words: Words): string {
  const shown = clean(text);
  return columns(shown) > VALUE_COLUMNS ? words.elsewhere : shown;
}

/** The second part of `name+id+key` (C2SP signed-note). */
function keyId(key: string): string {
  const id = /^[^+]+\+([0-9a-f]{8})\+/.exec(key)?.[1];
  if (id === undefined) throw new Error(`the log's key ${JSON.stringify(key.slice(0, 60))} is no verifier key`);
  return id;
}
