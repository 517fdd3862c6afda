/**
 * What the bank writes: an owed notice and its facts become a subject, a plain text, an HTML part and attachments. Pure: the same notice
 * gives the same words, so that a second sending is a duplicate.
 */
import type { Bank } from '../core/context.ts';
import type { EvidenceOf, NoticeEvidence, NoticeFacts, NoticeKind, OwedNotice } from '../core/notice.ts';
import type { Language } from '../core/party.ts';
import type { OutgoingAttachment } from '../protocol/letter.ts';
import { addressAdded, addressRemoved } from './addresses.ts';
import { addressIdle, addressResumed, beforeRestore, partyResumed, partySuspended } from './suspended.ts';
import { alreadyPaid, answerLate, answerUnclear, fraudNoted, wrongPassword } from './answers.ts';
import { isFilled } from './block.ts';
import { cardActive, cardLocked, cardSent, cardVoid, enrolmentRefused } from './cards.ts';
import { chequeVoid, roadMissing, roadTaken } from './cheques.ts';
import { clean, shorten } from './clean.ts';
import { disputeClosed, disputeOpened, disputeRefused, disputeSaid } from './disputes.ts';
import { endedBuyer, endedMerchant } from './ended.ts';
import { forwardRefused, forwardWaiting, forwardWarning } from './forwards.ts';
import { fundsShortBuyer, fundsShortMerchant } from './funds.ts';
import { commandLater, help } from './help.ts';
import { renderHtml } from './html.ts';
import { noticeLabel } from './label.ts';
import { footer, letterhead, type Letterhead, type Notice, type Written } from './letterhead.ts';
import { orderReceived } from './order-received.ts';
import { orderRefused, orderRefusedMerchant } from './order-refused.ts';
import { postRefused } from './posts.ts';
import { proofFollows } from './proof-follows.ts';
import { question, questionCopy } from './question.ts';
import { receiptBuyer, receiptMerchant } from './receipts.ts';
import { register, registered, renamed } from './register.ts';
import { refundEnded, refundQuestion, refundReceipt, refundRefused, refundStaff, refundUnclear } from './refunds.ts';
import { staffTask } from './staff-task.ts';
import { statement, statementRefused } from './statement.ts';
import { balance, cancelRefused, status } from './status.ts';
import { renderText } from './text.ts';
import { limitsSet, schemeSet } from './terms.ts';
import { walletEnrolled, walletOffered, walletPage, walletRevoked } from './wallets.ts';

/** `subject` has at most 100 characters, `text` lines of at most 72 columns; `html` is a whole document that loads nothing. */
export type RenderedNotice = { readonly subject: string; readonly text: string; readonly html: string; readonly attachments: readonly OutgoingAttachment[]; readonly label: string };

/** Every notice; a kind or a language that is missing does not compile. */
const notices: { readonly [K in NoticeKind]: Notice<K> } = {
  'order-received': orderReceived,
  question,
  'question-copy': questionCopy,
  'receipt-buyer': receiptBuyer,
  'receipt-merchant': receiptMerchant,
  'proof-follows': proofFollows,
  'ended-buyer': endedBuyer,
  'ended-merchant': endedMerchant,
  'forward-waiting': forwardWaiting,
  'forward-refused': forwardRefused,
  'forward-warning': forwardWarning,
  'order-refused': orderRefused,
  'order-refused-merchant': orderRefusedMerchant,
  'answer-unclear': answerUnclear,
  'wrong-password': wrongPassword,
  'answer-late': answerLate,
  'already-paid': alreadyPaid,
  'funds-short-buyer': fundsShortBuyer,
  'funds-short-merchant': fundsShortMerchant,
  help,
  balance,
  status,
  'cancel-refused': cancelRefused,
  'fraud-noted': fraudNoted,
  'refund-question': refundQuestion,
  'refund-refused': refundRefused,
  'refund-staff': refundStaff,
  'refund-ended': refundEnded,
  'refund-unclear': refundUnclear,
  'refund-receipt': refundReceipt,
  'dispute-opened': disputeOpened,
  'dispute-said': disputeSaid,
  'dispute-closed': disputeClosed,
  'dispute-refused': disputeRefused,
  register,
  renamed,
  registered,
  statement,
  'statement-refused': statementRefused,
  'command-later': commandLater,
  'address-added': addressAdded,
  'address-removed': addressRemoved,
  'address-idle': addressIdle,
  'address-resumed': addressResumed,
  'before-restore': beforeRestore,
  'party-suspended': partySuspended,
  'party-resumed': partyResumed,
  'staff-task': staffTask,
  'road-taken': roadTaken,
  'road-missing': roadMissing,
  'cheque-void': chequeVoid,
  'post-refused': postRefused,
  'wallet-page': walletPage,
  'wallet-offered': walletOffered,
  'wallet-enrolled': walletEnrolled,
  'wallet-revoked': walletRevoked,
  'scheme-set': schemeSet,
  'limits-set': limitsSet,
  'card-sent': cardSent,
  'card-active': cardActive,
  'card-void': cardVoid,
  'card-locked': cardLocked,
  'enrolment-refused': enrolmentRefused,
};

export const noticeKinds: readonly NoticeKind[] = Object.keys(notices) as NoticeKind[];

/**
 * `evidence` is that of a receipt whose entry is published, or what stands in a statement; null for every other notice. A receipt whose facts say that it is published throws
 * without it: it would promise a proof that it does not carry.
 */
export function renderNotice(notice: OwedNotice, bank: Bank, evidence: NoticeEvidence | null): RenderedNotice {
  const { language } = notice;
  const head = letterhead(bank, language);
  const written = write(oneLineEach(notice.facts), language, head, evidence);
  const { subject, attachments = [] } = written;
  const blocks = written.blocks.filter(isFilled);
  const last = footer(head, language);
  const text = renderText([...blocks, { kind: 'paragraph', text: last.join('\n'), strong: false }]);
  const html = renderHtml({ language, title: subject, blocks, footer: { lines: last, telephone: head.telephone } });
  return { subject, text, html, attachments, label: noticeLabel(notice.facts) };
}

/** The list above pairs each kind with its own facts; TypeScript does not follow that through an indexed call. */
function write<K extends NoticeKind>(facts: Extract<NoticeFacts, { readonly kind: K }>, language: Language, head: Letterhead, evidence: NoticeEvidence | null): Written {
  const notice: Notice<K> = notices[facts.kind as K];
  return notice[language](facts, head, evidence as EvidenceOf<K> | null);
}

const MAX_FACT_CHARACTERS = 400;

/** Whatever a notice's file does with a string of the facts: it is one line, visible, bounded. */
function oneLineEach<T>(value: T): T {
  if (typeof value === 'string') return shorten(clean(value), MAX_FACT_CHARACTERS) as T;
  if (Array.isArray(value)) return value.map(oneLineEach) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, oneLineEach<unknown>(one)])) as T;
}
