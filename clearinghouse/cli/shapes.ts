/** The shapes of `--json`: stable, amounts with their exact minor units as text, times in ISO 8601. And the same things as people read them. */
import { available, type Account } from '../core/account.ts';
import type { Disposition } from '../core/decision.ts';
import type { Address, Fee, Party, PartyLimits } from '../core/party.ts';
import type { Side } from '../core/payment.ts';
import { zoneName } from '../notices/date.ts';
import { shownAddress } from '../protocol/address.ts';
import { formatAmount, formatMoney, type Money } from '../protocol/money.ts';
import type { Finding } from '../protocol/reading.ts';
import type { LetterRow } from '../store/store.ts';
import type { Json } from './print.ts';

export const amountJson = (amount: Money): Json => ({ currency: amount.currency, minor: amount.minor.toString(), text: formatAmount(amount) });
export const amountOrNull = (amount: Money | null): Json => (amount === null ? null : amountJson(amount));

export const timeJson = (at: number): string => new Date(at).toISOString();
export const timeOrNull = (at: number | null): string | null => (at === null ? null : timeJson(at));

/** `2026-11-21 10:32:05 JST` */
export function showTime(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return `${format.format(at)} ${zoneName(timeZone, at)}`;
}

/** `3 days`, `5 hours`, `12 minutes`: whole units, rounded down. */
export function showSpan(milliseconds: number): string {
  const minutes = Math.floor(Math.max(0, milliseconds) / 60_000);
  const [count, unit] = minutes >= 2_880 ? [Math.floor(minutes / 1_440), 'day'] : minutes >= 120 ? [Math.floor(minutes / 60), 'hour'] : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

export function accountJson(account: Account): Json {
  const { currency } = account;
  return {
    id: account.id,
    party: account.party,
    currency,
    balance: amountJson({ currency, minor: account.balance }),
    held: amountJson({ currency, minor: account.held }),
    available: amountJson(available(account)),
  };
}

export const feeJson = (fee: Fee | null): Json => (fee === null ? null : { fixed: amountJson(fee.fixed), perMille: (fee.perMille100 / 100).toFixed(2) });

/** `JPY 30 + 14.50 ‰` */
export const showFee = (fee: Fee | null): string => (fee === null ? 'none' : `${formatMoney(fee.fixed)} + ${(fee.perMille100 / 100).toFixed(2)} ‰`);

export const limitsJson = (limits: PartyLimits | null): Json => (limits === null ? null : { perPayment: limits.perPayment.map(amountJson), perDay: limits.perDay.map(amountJson) });

export const partyJson = (party: Party): { readonly [key: string]: Json } => ({
  id: party.id,
  name: party.name,
  language: party.language,
  openedAt: timeJson(party.openedAt),
  suspendedAt: timeOrNull(party.suspendedAt),
  balanceInReceipts: party.balanceInReceipts,
  boardFace: { ...party.boardFace },
  fee: feeJson(party.fee),
  limits: limitsJson(party.limits),
  statements: party.statements,
});

export const addressJson = (address: Address): Json => ({
  address: address.address,
  addedAt: timeJson(address.addedAt),
  usableFrom: timeJson(address.usableFrom),
  provenAt: timeOrNull(address.provenAt),
  removedAt: timeOrNull(address.removedAt),
  undeliverable: address.undeliverable,
});

export const dispositionJson = (disposition: Disposition | null): Json => (disposition === null ? null : { kind: disposition.kind, code: disposition.code });
export const showDisposition = (disposition: Disposition): string => `${disposition.kind}: ${disposition.code}`;

export const findingsJson = (findings: readonly Finding[], all: boolean): Json =>
  findings.filter((finding) => all || finding.hit).map(({ code, hit, detail }) => ({ code, hit, detail }));

/** One line for each finding; misses only where `all`. */
export const showFindings = (findings: readonly Finding[], all: boolean): readonly string[] =>
  findings.filter((finding) => all || finding.hit).map(({ code, hit, detail }) => `${hit ? 'hit ' : 'miss'} ${code}${detail === '' ? '' : `: ${detail}`}`);

export const letterJson = (row: LetterRow): { readonly [key: string]: Json } => ({
  letter: row.letterId,
  receivedAt: timeJson(row.receivedAt),
  keptAt: timeJson(row.keptAt),
  intake: row.intake,
  size: row.size,
  sha256: row.sha256,
  from: row.from,
  recipients: row.recipients,
  messageId: row.messageId,
  stage: row.stage,
  attempts: row.attempts,
  nextTryAt: timeOrNull(row.nextTryAt),
  disposition: dispositionJson(row.disposition),
});

/** Parties by id, so that payments can name them. */
export type Names = ReadonlyMap<number, string>;

export const sideJson = (side: Side | null, names: Names): Json => (side === null ? null : { party: side.party, name: names.get(side.party) ?? null, address: side.address });
export const showSide = (side: Side | null, names: Names): string => (side === null ? '' : `${names.get(side.party) ?? `party ${side.party}`} <${shownAddress(side.address)}>`);
export const showMoneyOrDash = (amount: Money | null): string => (amount === null ? '-' : formatMoney(amount));
