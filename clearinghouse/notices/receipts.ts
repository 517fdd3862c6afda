/** The receipts: to the buyer what was paid, to the merchant "paid, ship" with a part for programs. */
import type { ReceiptEvidence } from '../core/notice.ts';
import type { Language } from '../core/party.ts';
import type { OutgoingAttachment } from '../protocol/letter.ts';
import { formatAmount, type Money } from '../protocol/money.ts';
import { paragraph, rows, steps, strong } from './block.ts';
import { clean, short } from './clean.ts';
import { entryProof } from './entry-proof.ts';
import { party, subject, sum, type FactsOf, type Notice } from './letterhead.ts';
import { fileName, ownLines, shopLines } from './lines.ts';

/** Who has answered, or what was paid by where nobody was asked. */
function consent(language: Language, { payer, released }: FactsOf<'receipt-buyer'>): readonly (readonly [string, string])[] {
  if (released === undefined) return [[language === 'en' ? 'Answered by' : 'お返事の差出人', payer]];
  const { cheque, post, number } = released;
  const said = language === 'en' ? [cheque === null ? null : `your cheque ${cheque}`, post ? 'your post' : null, number ? 'a number of your card' : null] : [cheque === null ? null : `小切手 ${cheque}`, post ? 'ご投稿' : null, number ? 'カードの番号' : null];
  return language === 'en' ? [['Released by', said.filter((one) => one !== null).join(', ')], ['Order from', payer]] : [['支払いの根拠', said.filter((one) => one !== null).join('、')], ['ご注文の差出人', payer]];
}

export const receiptBuyer: Notice<'receipt-buyer'> = {
  en: (facts, head, evidence) => {
    const proof = entryProof('en', facts.entry, evidence);
    const lines = shopLines('en', facts.reference, facts.invoice, facts.lines);
    return {
      subject: subject((shop) => `Paid ${sum(facts.total)} to ${shop}`, facts.shop.name, facts.reference),
      blocks: [
        strong(`Paid: ${sum(facts.total)} to ${party(facts.shop)}.`),
        rows(['Reference', facts.reference], ['Paid on', head.date(facts.paidAt)], ['Order of', head.date(facts.orderedAt)], ...consent('en', facts), ['Balance now', facts.balance === null ? null : sum(facts.balance)]),
        ...lines.blocks,
        strong(`Total ${sum(facts.total)}.`),
        ...proof.blocks,
        steps('The shop has been told to ship.', `If anything is wrong, call us: ${head.telephone}. Name the reference.`),
      ],
      attachments: [...lines.attachments, ...proof.attachments],
    };
  },
  ja: (facts, head, evidence) => {
    const proof = entryProof('ja', facts.entry, evidence);
    const lines = shopLines('ja', facts.reference, facts.invoice, facts.lines);
    return {
      subject: subject((shop) => `${shop} に ${sum(facts.total)} を支払いました`, facts.shop.name, facts.reference),
      blocks: [
        strong(`支払い済み：${sum(facts.total)}、支払先 ${party(facts.shop)}`),
        rows(['参照番号', facts.reference], ['支払日時', head.date(facts.paidAt)], ['ご注文日時', head.date(facts.orderedAt)], ...consent('ja', facts), ['現在の残高', facts.balance === null ? null : sum(facts.balance)]),
        ...lines.blocks,
        strong(`合計 ${sum(facts.total)}`),
        ...proof.blocks,
        steps('店には発送するよう伝えました。', `お心当たりのない点があれば、${head.telephone} へお電話のうえ、参照番号をお伝えください。`),
      ],
      attachments: [...lines.attachments, ...proof.attachments],
    };
  },
};

export const receiptMerchant: Notice<'receipt-merchant'> = {
  en: (facts, head, evidence) => {
    const proof = entryProof('en', facts.entry, evidence);
    const lines = ownLines('en', 'Your invoice:', facts.reference, facts.lines);
    return {
      subject: subject((invoice) => `Paid, ship: ${sum(facts.total)}${invoice === '' ? '' : `, invoice ${invoice}`}`, facts.invoice ?? '', facts.reference),
      blocks: [
        strong(`Paid: ${sum(facts.total)} from ${party(facts.buyer)}. Please ship.`),
        rows(['Reference', facts.reference], ['Invoice', short(facts.invoice ?? '')], ['Paid on', head.date(facts.paidAt)], ['Order of', head.date(facts.orderedAt)], ['Our fee', facts.fee == null ? null : sum(facts.fee)], ['Balance now', facts.balance === null ? null : sum(facts.balance)]),
        ...lines.blocks,
        strong(`Total ${sum(facts.total)}.`),
        ...proof.blocks,
        paragraph(`The same facts are attached for your programs: ${programFile(facts)}.`),
      ],
      attachments: [...lines.attachments, forPrograms(facts, evidence), ...proof.attachments],
    };
  },
  ja: (facts, head, evidence) => {
    const proof = entryProof('ja', facts.entry, evidence);
    const lines = ownLines('ja', '請求の明細：', facts.reference, facts.lines);
    return {
      subject: subject((invoice) => `支払い済み・発送してください：${sum(facts.total)}${invoice === '' ? '' : `、請求書番号 ${invoice}`}`, facts.invoice ?? '', facts.reference),
      blocks: [
        strong(`支払い済み：${sum(facts.total)}、支払人 ${party(facts.buyer)}\n商品を発送してください。`),
        rows(['参照番号', facts.reference], ['請求書番号', short(facts.invoice ?? '')], ['支払日時', head.date(facts.paidAt)], ['ご注文日時', head.date(facts.orderedAt)], ['当行の手数料', facts.fee == null ? null : sum(facts.fee)], ['現在の残高', facts.balance === null ? null : sum(facts.balance)]),
        ...lines.blocks,
        strong(`合計 ${sum(facts.total)}`),
        ...proof.blocks,
        paragraph(`同じ内容をプログラム用に添付しています：${programFile(facts)}`),
      ],
      attachments: [...lines.attachments, forPrograms(facts, evidence), ...proof.attachments],
    };
  },
};

const forProgram = (amount: Money) => ({ currency: amount.currency, amount: formatAmount(amount).replaceAll(',', ''), minor: amount.minor.toString() });

const programFile = (facts: FactsOf<'receipt-merchant'>): string => `payment-${fileName(facts.reference)}.json`;

/**
 * `amount` is decimal without grouping, `minor` whole minor units; both are strings, `paid_at` is ISO 8601 in UTC; `board` says where the public
 * entry stands, null where there is none. The shape is a promise to merchants' programs.
 */
function forPrograms(facts: FactsOf<'receipt-merchant'>, evidence: ReceiptEvidence | null): OutgoingAttachment {
  const { total } = facts;
  const content = {
    kind: 'receipt-merchant',
    reference: facts.reference,
    invoice: facts.invoice === null ? null : clean(facts.invoice),
    total: forProgram(total),
    fee: facts.fee == null ? null : forProgram(facts.fee),
    paid_at: new Date(facts.paidAt).toISOString(),
    buyer: facts.buyer.address,
    entry: facts.entry.kind,
    board: evidence === null ? null : { origin: evidence.origin, index: evidence.index, url: evidence.url },
  };
  return { filename: programFile(facts), contentType: 'application/json', content: new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`) };
}
