/** Paid, but the public entry is late: both sides are told at once what is so, and that the receipt with its proof follows (9-rules 22). */
import { rows, steps, strong } from './block.ts';
import { short } from './clean.ts';
import { party, subject, sum, type FactsOf, type Letterhead, type Notice, type Written } from './letterhead.ts';

type Facts = FactsOf<'proof-follows'>;

export const proofFollows: Notice<'proof-follows'> = {
  en: (facts, head) => (facts.side === 'buyer' ? buyerEn(facts, head) : merchantEn(facts, head)),
  ja: (facts, head) => (facts.side === 'buyer' ? buyerJa(facts, head) : merchantJa(facts, head)),
};

function buyerEn(facts: Facts, head: Letterhead): Written {
  return {
    subject: subject((shop) => `Paid ${sum(facts.total)} to ${shop}, the proof follows`, facts.other.name, facts.reference),
    blocks: [
      strong(`Paid: ${sum(facts.total)} to ${party(facts.other)}.`),
      rows(['Reference', facts.reference], ['Paid on', head.date(facts.paidAt)]),
      steps('The entry on our public board is late. The payment is made all the same.', 'You need not do anything: your receipt, with the proof, follows as soon as the entry is published.'),
    ],
  };
}

function merchantEn(facts: Facts, head: Letterhead): Written {
  return {
    subject: subject((invoice) => `Paid, you may ship: ${sum(facts.total)}${invoice === '' ? '' : `, invoice ${invoice}`}`, facts.invoice ?? '', facts.reference),
    blocks: [
      strong(`Paid: ${sum(facts.total)} from ${party(facts.other)}. You may ship.`),
      rows(['Reference', facts.reference], ['Invoice', short(facts.invoice ?? '')], ['Paid on', head.date(facts.paidAt)]),
      steps('The entry on our public board is late. The payment is made all the same.', 'You need not wait for it: the receipt, with the proof, follows as soon as the entry is published.'),
    ],
  };
}

function buyerJa(facts: Facts, head: Letterhead): Written {
  return {
    subject: subject((shop) => `${shop} に ${sum(facts.total)} を支払いました（証明は後ほど）`, facts.other.name, facts.reference),
    blocks: [
      strong(`支払い済み：${sum(facts.total)}、支払先 ${party(facts.other)}`),
      rows(['参照番号', facts.reference], ['支払日時', head.date(facts.paidAt)]),
      steps('公開掲示板への掲載が遅れていますが、支払いは済んでいます。', '何もする必要はありません。掲載され次第、証明付きの領収のメールをお送りします。'),
    ],
  };
}

function merchantJa(facts: Facts, head: Letterhead): Written {
  return {
    subject: subject((invoice) => `支払い済み・発送できます：${sum(facts.total)}${invoice === '' ? '' : `、請求書番号 ${invoice}`}`, facts.invoice ?? '', facts.reference),
    blocks: [
      strong(`支払い済み：${sum(facts.total)}、支払人 ${party(facts.other)}\n商品を発送していただけます。`),
      rows(['参照番号', facts.reference], ['請求書番号', short(facts.invoice ?? '')], ['支払日時', head.date(facts.paidAt)]),
      steps('公開掲示板への掲載が遅れていますが、支払いは済んでいます。', 'お待ちいただく必要はありません。掲載され次第、証明付きの領収のメールをお送りします。'),
    ],
  };
}
