/**
 * What the bank would do with a letter: the real decider on the real facts, of which nothing is recorded. The working set is given back with no
 * decision, so that the store abandons the transaction; there is no path from here to a change.
 */
import { createHash } from 'node:crypto';
import { makeDecide } from '../core/decide.ts';
import type { Context } from '../core/context.ts';
import type { Decision, Input } from '../core/decision.ts';
import { furtherKeys, keysOf } from '../core/fact-keys.ts';
import { joinKeys, missingKeys, type Facts } from '../core/facts.ts';
import { secretKeys } from '../core/keys.ts';
import type { OwedNotice, StatementEvidence } from '../core/notice.ts';
import { renderNotice } from '../notices/index.ts';
import type { Office } from '../office.ts';
import type { PasswordLine, Reading, SecretDigests } from '../protocol/reading.ts';
import { formatMoney } from '../protocol/money.ts';
import { showReference } from '../protocol/reference.ts';
import { schemes } from '../schemes/index.ts';

export type ShownPayment = { readonly reference: string; readonly state: string };
export type ShownNotice = { readonly kind: string; readonly to: string; readonly subject: string; readonly text: string; readonly waitsForEntry: boolean };

export type BankAnswer = {
  /** Null: the letter would wait for another one, `waitsFor`. */
  readonly decision: Decision | null;
  readonly waitsFor: number | null;
  readonly notices: readonly ShownNotice[];
  readonly payments: readonly ShownPayment[];
  /** For each password of the letter, in the order of its text: the payments that it belongs to. */
  readonly passwords: readonly { readonly line: number | null; readonly payments: readonly ShownPayment[] }[];
  /** What differs, or does not add up, in words of the letter; '' where a notice tells nothing of the kind. */
  readonly differs: string;
  /** The registered party behind the sender's address. */
  readonly sender: string | null;
  /** Digests of the passwords of all payments that were looked at: none of them is shown, wherever it stands. */
  readonly secrets: SecretDigests;
};

/** `ownLetter`: the number in the store, where it has one; its own traces then do not count against it. */
export type Asked = { readonly reading: Reading; readonly receivedAt: number; readonly ownLetter: number | null; readonly now: number };

/** No letter of the store has this number. */
const NO_LETTER = Number.MAX_SAFE_INTEGER;

export async function askBank(office: Office, asked: Asked): Promise<BankAnswer> {
  const input: Input = { kind: 'letter', letterId: asked.ownLetter ?? NO_LETTER, receivedAt: asked.receivedAt, reading: asked.reading };
  // The same letter is explained alike each time; nothing that is drawn from this seed is ever used.
  const seed = createHash('sha256').update(`explain ${asked.reading.bodyHash}`).digest('hex');
  const context: Context = { now: asked.now, ...office.rulebook, seed, salt: seed };
  const seen: { result: Result | null } = { result: null };
  await office.store.withWorkingSet(joinKeys([keysOf(input, office.rulebook.bank)]), (facts) => {
    const needs = missingKeys(facts, furtherKeys(input, facts, asked.now));
    if (needs !== null) return { needs };
    seen.result = decideOn(facts, input, context, asked.ownLetter);
    return [];
  });
  if (seen.result === null) throw new Error('the store did not ask for a decision');
  const passwords = await Promise.all(passwordsOf(asked.reading).map(async ({ line, digests }) => ({ line, payments: await paymentsWith(office, digests) })));
  const owed = noticesOf(seen.result.decision);
  return { ...seen.result, passwords, differs: owed.map(differenceIn).find((text) => text !== '') ?? '', notices: owed.map((notice) => shownNotice(office, notice)) };
}

type Result = Pick<BankAnswer, 'decision' | 'waitsFor' | 'payments' | 'sender' | 'secrets'>;

function decideOn(facts: Facts, input: Input & { kind: 'letter' }, context: Context, ownLetter: number | null): Result {
  const ofOthers: Facts = { ...facts, seen: new Map([...facts.seen].filter(([, letter]) => letter !== ownLetter)) };
  const outcome = makeDecide(schemes)(ofOthers, input, context);
  const decision = 'postponedFor' in outcome ? null : outcome;
  const saved = new Map(facts.payments);
  for (const effect of decision?.effects ?? []) if (effect.kind === 'payment-saved') saved.set(effect.payment.id, effect.payment);
  const about = (decision?.about ?? []).flatMap((id) => saved.get(id) ?? []);
  const address = input.reading.verdict.address;
  const row = address === null ? undefined : facts.addresses.get(address);
  return {
    decision,
    waitsFor: 'postponedFor' in outcome ? outcome.postponedFor : null,
    payments: about.map((payment) => ({ reference: showReference(payment.reference), state: payment.state.name })),
    sender: row === undefined || row.removedAt !== null ? null : (facts.parties.get(row.party)?.name ?? null),
    secrets: [...saved.values()].flatMap((payment) => payment.secret),
  };
}

const passwordsOf = ({ text, originals }: Reading): readonly { readonly line: number | null; readonly digests: SecretDigests }[] => [
  ...(text?.passwords ?? []).map(({ line, digests }: PasswordLine) => ({ line: line + 1, digests })),
  ...originals.flatMap((original) => original.text?.passwords ?? []).map(({ digests }) => ({ line: null, digests })),
];

async function paymentsWith({ store }: Office, digests: SecretDigests): Promise<readonly ShownPayment[]> {
  const found = new Map<number, ShownPayment>();
  for (const key of secretKeys(digests)) {
    const payment = await store.findPayment(key);
    if (payment !== null) found.set(payment.id, { reference: showReference(payment.reference), state: payment.state.name });
  }
  return [...found.values()];
}

const noticesOf = (decision: Decision | null): readonly OwedNotice[] => (decision?.effects ?? []).flatMap((effect) => (effect.kind === 'notice' ? [effect.notice] : []));

/** A statement as without its entries: they are read from the ledger when it is sent. */
const UNDRAWN: StatementEvidence = { accounts: [], attachments: [], left: [] };

/** A receipt is rendered as without a board: what it proves is published only after the payment. */
function shownNotice({ rulebook }: Office, notice: OwedNotice): ShownNotice {
  const facts = 'entry' in notice.facts ? { ...notice.facts, entry: { kind: 'none' } as const } : notice.facts;
  const { subject, text } = renderNotice({ ...notice, facts }, rulebook.bank, facts.kind === 'statement' ? UNDRAWN : null);
  return { kind: notice.facts.kind, to: notice.to, subject, text, waitsForEntry: notice.waitsForEntry !== null };
}

/** As the sender is told it. */
function differenceIn({ facts }: OwedNotice): string {
  if (facts.kind !== 'forward-refused') return '';
  const { differs, sums, readings } = facts;
  if (differs !== null) return `the order has the line "${differs.missing}"${differs.found === null ? '' : `, the forward "${differs.found}"`}`;
  if (sums !== null) return `the lines add up to ${formatMoney(sums.lines)}, the total says ${formatMoney(sums.total)}`;
  return readings.length === 0 ? '' : `it can be read as ${readings.join(' or ')}`;
}
