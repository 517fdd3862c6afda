/** Which facts an input needs: asked before it is decided, and once more when the first facts show who it is about. */
import { mailboxOf, tagOf } from '../protocol/address.ts';
import { invoiceNumberOf, mayBeTotal, totalOf } from '../protocol/invoice.ts';
import type { Money } from '../protocol/money.ts';
import { readNamedPayment } from '../protocol/named-payment.ts';
import { readOrder } from '../protocol/order.ts';
import type { Reading, TextReading } from '../protocol/reading.ts';
import type { Bank } from './context.ts';
import type { Input, Instruction } from './decision.ts';
import { foldName, noKeys, type FactKeys, type Facts } from './facts.ts';
import { bounceScope, chequeKey, chequeScope, claimsScope, dayOf, firstPaidKey, fundsKey, mailKey, namesKey, openKey, openRefundsKey, paidInvoiceKey, paidDayKey, referenceKey, sameMailKey, secretKeys, takenOverKey, tokenKey, voucherScope } from './keys.ts';
import { voucherScopes } from './voucher.ts';
import { partyAccountId } from './account.ts';
import { forwardContent, forwardSecrets, type ForwardContent } from './match.ts';
import { shapedSecrets } from './live-secret.ts';
import { memberAddress } from './member.ts';
import type { PartyId } from './party.ts';
import type { Payment } from './payment.ts';
import { isRegistering, registerScopes } from './register.ts';

const MAX_MAIL_KEYS = 40;
/** Of more than these no invoice is read (protocol/invoice.ts). */
const MAX_LINES = 5_000;
/** A forward has one total; more stand in what it quotes. */
const MAX_TOTALS = 50;

export function keysOf(input: Input, bank: Bank): FactKeys {
  switch (input.kind) {
    case 'letter':
      return keysOfReading(input.reading, bank);
    case 'deadline':
      return { ...noKeys, payments: [input.paymentId], addresses: ofPage(bank) };
    case 'instruction':
      return keysOfInstruction(input.instruction);
    default:
      return input satisfies never;
  }
}

/** What the order page has written in somebody's name, and waits, may have to go before it (core/waiting.ts). */
const ofPage = ({ pageAddress }: Bank): readonly string[] => (pageAddress === null ? [] : [pageAddress]);

/** The notice id that a bounce address carries, and the token that a question's reply address carries. */
export const bounceTags = (reading: Reading, bank: Bank): readonly string[] => tags(reading, bank.bounceAddress);

export function questionTokens(reading: Reading, bank: Bank): readonly string[] {
  return tags(reading, bank.paymentAddress).flatMap((tag) => /^q\.[0-9a-z]{8}\.([0-9a-z]{16})$/.exec(tag)?.[1] ?? []);
}

const tags = (reading: Reading, base: string): readonly string[] =>
  reading.headers.recipients.flatMap((address) => tagOf(address, base)?.toLowerCase() ?? []);

/** Mails that this one answers or follows; of a long talk the newest, and what it answers in any case. */
export const threadIds = ({ headers }: Reading): readonly string[] => [...new Set([...headers.inReplyTo, ...headers.references.toReversed()])].slice(0, MAX_MAIL_KEYS);

/** Those of them that the signature covers: the others may have been written by whoever brought us a copy. */
export function signedThreadIds(reading: Reading): readonly string[] {
  const { headers, verdict: { signature } } = reading;
  const signed = (field: string, ids: readonly string[]): readonly string[] => (signature === null || signature.signedFields.includes(field) ? ids : []);
  const proved = new Set([...signed('in-reply-to', headers.inReplyTo), ...signed('references', headers.references)]);
  return threadIds(reading).filter((id) => proved.has(id));
}

function keysOfReading(reading: Reading, bank: Bank): FactKeys {
  const { headers, verdict, command, text } = reading;
  const content = forwardContent(reading);
  const order = text === null ? null : readOrder(text);
  const secrets = content === null ? [] : forwardSecrets(content).flatMap((line) => secretKeys(line.digests));
  const cheques = (reading.cheques ?? []).filter((cheque) => cheque.ok);
  const payTo = order?.payTo?.text ?? null;
  const payToAddress = payTo === null ? null : mailboxOf(payTo);
  const reference = command === null ? null : 'reference' in command ? command.reference : 'rest' in command ? (readNamedPayment(command.rest)?.reference ?? null) : null;
  // FRAUD ends whatever else its shop has asked of the buyer.
  const wantsOpen = reading.answer?.word === 'fraud' || (command !== null && (command.name === 'STATUS' || command.name === 'CANCEL') && reference === null);
  return {
    ...noKeys,
    addresses: [verdict.address, ...ofPage(bank), payToAddress, ...cheques.flatMap(({ account, payee }) => [account, payee]), memberOfPage(reading, bank), ...headers.to, ...headers.cc].filter((address) => address !== null).slice(0, 100),
    paymentKeys: [
      ...secrets,
      ...shapedKeys(content),
      ...cheques.flatMap(({ secret }) => secretKeys(secret)),
      ...threadIds(reading).map(mailKey),
      // One form of the order page is one order, whatever number was typed into it.
      ...(memberOfPage(reading, bank) === null || headers.messageId === null ? [] : [mailKey(headers.messageId)]),
      ...questionTokens(reading, bank).map(tokenKey),
      ...(reference === null ? [] : [referenceKey(reference), takenOverKey(reference)]),
    ],
    notices: bounceTags(reading, bank),
    scopes: [...bounceTags(reading, bank).map(bounceScope), ...cheques.map(({ account, serial }) => chequeScope(account, serial)), ...(verdict.address !== null && isRegistering(reading, bank) ? registerScopes(verdict.address) : [])],
    seen: [sameMailKey(reading)],
    names: payTo === null || payToAddress !== null ? [] : [foldName(payTo)],
    openPaymentsOf: wantsOpen && verdict.address !== null ? [verdict.address] : [],
  };
}

/** By which an open order is found whose password stands in an invoice for another one, or in a post: neither is without a password of its own. */
const shapedKeys = (content: ForwardContent | null): readonly string[] => (content === null || forwardSecrets(content).length === 0 ? [] : shapedSecrets(content).flatMap(secretKeys));

function keysOfInstruction(instruction: Instruction): FactKeys {
  switch (instruction.kind) {
    case 'open-party':
      return { ...noKeys, addresses: instruction.addresses, names: [foldName(instruction.name)], scopes: instruction.addresses.map((address) => registerScopes(address)[0]) };
    case 'add-address':
      return { ...noKeys, addresses: [instruction.address], parties: [instruction.party] };
    case 'remove-address':
    case 'suspend-party':
      return { ...noKeys, addresses: [instruction.address], openPaymentsOf: [instruction.address] };
    case 'deposit':
    case 'withdraw':
      return { ...noKeys, addresses: [instruction.address], scopes: [voucherScope(instruction.kind, instruction.address, instruction.amount, instruction.reference)] };
    case 'withdraw-own':
      return { ...noKeys, scopes: [voucherScope(instruction.kind, instruction.from, instruction.amount, instruction.reference)] };
    case 'collect-claim':
      return { ...noKeys, addresses: [instruction.address], scopes: [claimsScope(instruction.amount.currency), voucherScope('collect', instruction.address, instruction.amount, instruction.reference)] };
    case 'rename-party':
      return { ...noKeys, addresses: [instruction.address], names: [foldName(instruction.name)] };
    case 'resume-party':
    case 'resume-address':
    case 'set-board-face':
    case 'set-fee':
    case 'set-limits':
    case 'set-statements':
    case 'set-scheme':
    case 'enrol-wallet':
    case 'revoke-wallet':
    case 'open-cheque':
    case 'issue-card':
    case 'void-card':
      return { ...noKeys, addresses: [instruction.address] };
    case 'withdraw-face':
    case 'proof-late':
      return { ...noKeys, entries: [instruction.entryId] };
    case 'decide-refund':
    case 'decide-dispute':
    case 'stop-payment':
      return { ...noKeys, paymentKeys: [referenceKey(instruction.reference), takenOverKey(instruction.reference)] };
    case 'statement-due':
      return { ...noKeys, parties: [instruction.party] };
    case 'notice-failed':
      return { ...noKeys, notices: [instruction.noticeId] };
    case 'task-done':
    case 'requeue-letter':
    case 'import-letter':
    case 'give-up-letter':
      return noKeys;
    default:
      return instruction satisfies never;
  }
}

/**
 * The next round, when parties and payments are known: history between buyer and merchant, invoices, payments that wait for money.
 * Asked until nothing new comes of it.
 */
export const furtherKeys = (input: Input, facts: Facts, now: number): FactKeys => further(input, facts, now, ownOf(input), null);

/**
 * The same for the inputs of one group, in the same hour, without what is known to be loaded: a payment is gone through until its history is there, not for
 * every input anew.
 */
export function groupFurtherKeys(now: number): (input: Input, facts: Facts) => FactKeys {
  const owns = new WeakMap<Input, Own>();
  const complete = new WeakSet<Payment>();
  return (input, facts) => {
    const own = owns.get(input) ?? ownOf(input);
    owns.set(input, own);
    return further(input, facts, now, own, complete);
  };
}

function further(input: Input, facts: Facts, now: number, own: Own, complete: WeakSet<Payment> | null): FactKeys {
  const sender = input.kind === 'letter' ? senderOf(input.reading, facts) : null;
  const pairs = [...facts.payments.values()].flatMap((payment) => {
    if (payment.keys.some((key) => own.keys.has(key))) return pairKeys(facts, payment, sender, own.content, now);
    if (complete?.has(payment) === true) return [];
    const keys = pairKeys(facts, payment, null, null, now);
    // What an early forward means depends on its merchant's accounts, and another may be opened in this group.
    if (payment.early === null && keys.every((key) => facts.loaded.has(`k:${key}`))) complete?.add(payment);
    return keys;
  });
  switch (input.kind) {
    case 'letter':
      return { ...noKeys, addresses: reportedOn(input.reading, facts), paymentKeys: [...pairs, ...spokenKeys(input.reading, facts), ...ownInvoiceKeys(input.reading, sender), ...ownChequeKeys(input.reading, sender)] };
    case 'deadline':
      return { ...noKeys, paymentKeys: pairs };
    case 'instruction':
      return furtherKeysOfInstruction(input.instruction, facts, pairs);
    default:
      return input satisfies never;
  }
}

function furtherKeysOfInstruction(instruction: Instruction, facts: Facts, pairs: readonly string[]): FactKeys {
  switch (instruction.kind) {
    case 'open-cheque':
      return { ...noKeys, paymentKeys: [...pairs, ...ofParty(instruction, facts, (party) => [chequeKey(party, instruction.serial)])] };
    case 'notice-failed': {
      const notice = facts.notices.get(instruction.noticeId);
      return { ...noKeys, addresses: notice === undefined ? [] : [notice.to], payments: notice?.paymentId == null ? [] : [notice.paymentId], paymentKeys: pairs };
    }
    // All that is open, up to what one key brings; where that is not all, staff are told (suspension.ts).
    case 'suspend-party':
      return { ...noKeys, paymentKeys: [...pairs, ...ofParty(instruction, facts, (party) => [openKey(party), namesKey(party)])] };
    case 'remove-address':
      return { ...noKeys, paymentKeys: [...pairs, ...ofParty(instruction, facts, (party) => [openKey(party), openRefundsKey(party)])] };
    case 'deposit':
      return { ...noKeys, paymentKeys: [...pairs, ...ofParty(instruction, facts, (party) => [fundsKey(partyAccountId(party, instruction.amount.currency))])], scopes: voucherScopes(facts, instruction.kind, instruction) };
    case 'withdraw':
      return { ...noKeys, paymentKeys: pairs, scopes: voucherScopes(facts, instruction.kind, instruction) };
    case 'collect-claim':
      return { ...noKeys, paymentKeys: pairs, scopes: voucherScopes(facts, 'collect', instruction) };
    default:
      return { ...noKeys, paymentKeys: pairs };
  }
}

function ofParty({ address }: { readonly address: string }, facts: Facts, keys: (party: PartyId) => readonly string[]): readonly string[] {
  const party = facts.addresses.get(address)?.party;
  return party === undefined ? [] : keys(party);
}

/** To whom the notices went that this letter reports on: no payment of theirs need be concerned. */
const reportedOn = ({ bounce, headers }: Reading, { notices }: Facts): readonly string[] =>
  bounce === null ? [] : headers.recipients.flatMap((address) => notices.get(/\+([^@+]+)@/.exec(address)?.[1]?.toLowerCase() ?? '')?.to ?? []);

/** The member in whose name the order page writes, or whoever wrote the mail. */
const senderOf = (reading: Reading, facts: Facts): PartyId | null => {
  const address = facts.addresses.has(reading.verdict.address ?? '') ? reading.verdict.address : memberAddress(reading);
  return address === null ? null : (facts.addresses.get(address)?.party ?? null);
};

const memberOfPage = (reading: Reading, { pageAddress }: Bank): string | null => (pageAddress !== null && reading.verdict.address === pageAddress ? memberAddress(reading) : null);

/** Words of a refund or a dispute go on to the other side: no password of an open order may be among them. A reply's thread tells that it is one. */
const spokenKeys = ({ command, text, headers, subjectShaped = [] }: Reading, facts: Facts): readonly string[] =>
  command?.name === 'REFUND' || command?.name === 'DISPUTE' || (headers.inReplyTo.length + headers.references.length > 0 && [...facts.payments.values()].some(({ after }) => after?.dispute != null))
    ? [...(text?.shaped ?? []).map(({ digests }) => digests), ...subjectShaped].flatMap(secretKeys)
    : [];

const ownInvoiceKeys = (reading: Reading, sender: PartyId | null): readonly string[] => (sender === null ? [] : invoiceNumbers(reading).map((number) => paidInvoiceKey(sender, number)));

const ownChequeKeys = ({ cheques = [] }: Reading, sender: PartyId | null): readonly string[] =>
  sender === null ? [] : cheques.flatMap((cheque) => (cheque.ok ? [chequeKey(sender, cheque.serial)] : []));

/** What a letter shares with the payments that it can be about, and what it is as a forward. Of all others in the group its sender is no side. */
type Own = { readonly keys: ReadonlySet<string>; readonly content: ForwardContent | null };

function ownOf(input: Input): Own {
  if (input.kind !== 'letter') return { keys: new Set(), content: null };
  const { reading } = input;
  const content = forwardContent(reading);
  const secrets = [...(content === null ? [] : forwardSecrets(content).flatMap((line) => line.digests)), ...(reading.cheques ?? []).flatMap((cheque) => (cheque.ok ? cheque.secret : []))];
  return { keys: new Set([...secretKeys(secrets), ...threadIds(reading).map(mailKey)]), content };
}

/** `content`: of the letter, where it can be about this payment. */
function pairKeys(facts: Facts, payment: Payment, sender: PartyId | null, content: ForwardContent | null, now: number): readonly string[] {
  const buyer = payment.buyer?.party ?? sender;
  const merchant = payment.merchant?.party ?? sender;
  if (buyer === null || merchant === null || buyer === merchant) return [];
  const invoices = [...(payment.claim?.invoice == null ? [] : [payment.claim.invoice]), ...(payment.early === null ? [] : invoiceNumbers(payment.early))];
  const today = dayOf(now);
  const totals = [...(payment.claim === null ? [] : [payment.claim.total]), ...totalsIn(facts, merchant, payment.early), ...totalsIn(facts, merchant, content)];
  const shaped = payment.early === null ? [] : shapedKeys(payment.early);
  const freed = payment.claim === null ? [] : [partyAccountId(buyer, payment.claim.total.currency)];
  // Also of what is claimed by this very letter: it may be paid unasked.
  const earned = totals.map(({ currency }) => partyAccountId(merchant, currency));
  // What the buyer gives back as a shop is no part of what they spend in a day. Of what is paid already no limit is asked any more.
  const givenBack = payment.state.name === 'settled' || payment.state.name === 'ended' ? [] : [openRefundsKey(buyer)];
  return [...shaped, ...[...freed, ...earned].map(fundsKey), ...givenBack, firstPaidKey(buyer, merchant), ...totals.flatMap((total) => [0, 1, 2].map((back) => paidDayKey(buyer, merchant, today - back, total))), ...invoices.map((number) => paidInvoiceKey(merchant, number))];
}

/** Every total that the merchant could mean: a claim is in the currency of an account of theirs, else it is refused. What turns out to be none was asked for in vain. */
function totalsIn(facts: Facts, merchant: PartyId, content: ForwardContent | null): readonly Money[] {
  if (content === null) return [];
  const totals = (content.invoices ?? []).flatMap((file) => (file.ok ? [file.total] : []));
  const lines = totalLines(content.text);
  if (lines.length > 0) for (const { party, currency } of facts.accounts.values()) if (party === merchant) totals.push(...lines.flatMap((line) => totalOf(line, currency) ?? []));
  return totals.slice(0, MAX_TOTALS);
}

const filledLines = ({ lines }: TextReading): readonly string[] => lines.filter((line) => line !== '').slice(0, MAX_LINES);

/** A letter is asked about again and again while its group is decided; its text stays what it is. */
const totalLinesOf = new WeakMap<TextReading, readonly string[]>();

function totalLines(text: TextReading): readonly string[] {
  const known = totalLinesOf.get(text);
  if (known !== undefined) return known;
  const lines = filledLines(text).filter(mayBeTotal).slice(0, MAX_TOTALS);
  totalLinesOf.set(text, lines);
  return lines;
}

/** Every invoice number that text and attached e-invoices could mean; what turns out not to be the merchant's word was loaded in vain. */
function invoiceNumbers({ text, invoices = [] }: Pick<Reading, 'text' | 'invoices'>): readonly string[] {
  const typed = text === null ? [] : filledLines(text).flatMap((line) => invoiceNumberOf(line) ?? []);
  return [...typed, ...invoices.flatMap((file) => (file.ok ? [file.number] : []))];
}
