/**
 * Banks with one fault each, to see that the auditor finds it. A mutant changes what the core reads or decides, what the store says or what leaves, never the
 * auditor.
 */
import type { Policy } from '../../clearinghouse/core/context.ts';
import type { Decide } from '../../clearinghouse/core/decide.ts';
import type { Decision, Effect } from '../../clearinghouse/core/decision.ts';
import type { Facts } from '../../clearinghouse/core/facts.ts';
import type { OutgoingAttachment } from '../../clearinghouse/protocol/letter.ts';
import type { Reading } from '../../clearinghouse/protocol/reading.ts';
import type { Store } from '../../clearinghouse/store/store.ts';
import { DAY, HOUR } from './network-type.ts';
import type { Person } from './people.ts';

/** Where a fault can be put. */
export type Fault = {
  readonly decide?: (decide: Decide) => Decide;
  readonly reading?: (reading: Reading) => Reading;
  readonly store?: (store: Store) => Store;
  /** Of each mail on its way to the server, the n-th time that any is handed over. */
  readonly bytes?: (bytes: Uint8Array, handed: number) => Uint8Array;
  readonly text?: (text: string, password: string) => string;
  /** Who takes part, where that brings the fault to light sooner: all buyers go these roads, and thieves try as often as this. */
  readonly crowd?: { readonly scheme: Person['scheme']; readonly temptation: number; /** Of a hundred or so, how many answer when the time is just over, or nearly. */ readonly lateness?: number; /** Of a hundred or so, how many answer FRAUD. */ readonly anger?: number; /** How often a buyer takes the password of the order before. */ readonly habit?: number };
  /** Of the files that go along with a mail. */
  readonly files?: (files: readonly OutgoingAttachment[]) => readonly OutgoingAttachment[];
  /** Of each file of the board that a stranger reads. */
  readonly file?: (path: string, bytes: Uint8Array | null, read: number) => Uint8Array | null;
};

export type Mutant = { readonly name: string; readonly fault: Fault; readonly found: RegExp; /** Where it comes to light. */ readonly payments?: number };

const effects = (change: (effect: Effect, decision: Decision) => readonly Effect[]): Fault => ({
  decide: (decide) => (facts, input, context) => {
    const decision = decide(facts, input, context);
    return 'postponedFor' in decision ? decision : { ...decision, effects: decision.effects.flatMap((effect) => change(effect, decision)) };
  },
});

const only = <K extends Effect['kind']>(kind: K, change: (effect: Extract<Effect, { kind: K }>) => readonly Effect[]): Fault =>
  effects((effect) => (effect.kind === kind ? change(effect as Extract<Effect, { kind: K }>) : [effect]));

/** Both sides of a transfer of this kind, by so much more. */
const moved = (kind: string, by: (amount: bigint) => bigint): Fault =>
  only('transferred', (effect) => [effect.transfer.kind !== kind ? effect : { ...effect, transfer: { ...effect.transfer, postings: effect.transfer.postings.map((one) => ({ ...one, amount: by(one.amount) })) } }]);

const noEntry = (kind: string): Fault =>
  effects((effect) => (effect.kind === 'entry' && effect.entry.kind === kind ? [] : effect.kind === 'notice' ? [{ ...effect, notice: { ...effect.notice, waitsForEntry: null } }] : [effect]));

const facts = (change: (facts: Facts) => Facts): Fault => ({ decide: (decide) => (seen, input, context) => decide(change(seen), input, context) });

/** Other terms than those that the customers were told. */
const terms = (change: Partial<Policy>): Fault => ({ decide: (decide) => (seen, input, context) => decide(seen, input, { ...context, policy: { ...context.policy, ...change } }) });

const letters = (change: (reading: Reading, seen: Facts) => Reading): Fault => ({
  decide: (decide) => (seen, input, context) => decide(seen, input.kind === 'letter' ? { ...input, reading: change(input.reading, seen) } : input, context),
});

const store = (change: (store: Store) => Partial<Store>): Fault => ({ store: (own) => ({ ...own, ...change(own) }) });

/** Notices of this kind are made and handed to no server; `note`: what is put down in its place. */
const unsent = (kind: string, note: (own: Store, noticeId: string, now: number) => Promise<unknown>) => (own: Store): Pick<Store, 'claimNotices'> => ({
  claimNotices: async (now, limit, until) => {
    const { due, unopened } = await own.claimNotices(now, limit, until);
    for (const { notice: { id, facts: { kind: found } } } of due) {
      if (found !== kind) continue;
      await own.saveMadeNotices([{ noticeId: id, bytes: Buffer.from(id) }]);
      await note(own, id, now);
    }
    return { due: due.filter(({ notice }) => notice.facts.kind !== kind), unopened };
  },
});
const asSent = (own: Store, noticeId: string, at: number): Promise<unknown> => own.noteNoticesSent([{ noticeId, at, reply: '' }]);

const signed = (reading: Reading): Reading => ({ ...reading, verdict: { ...reading.verdict, strength: 'signed', signature: reading.verdict.signature ?? { domain: 'x.example', selector: 's1', b: 'forged', signedFields: ['from', 'to', 'cc'], signedAt: null, expiresAt: null } } });

/** Whatever the buyer types is the password of an order of theirs. */
const anyPassword = (reading: Reading, seen: Facts): Reading => {
  const waiting = [...seen.payments.values()].find((payment) => payment.state.name === 'awaiting-answer');
  return reading.answer?.word === 'consent' && reading.answer.whole !== null && waiting !== undefined ? { ...reading, answer: { ...reading.answer, whole: waiting.secret } } : reading;
};

/** A bank with a board. */
const BOARD_CROWD = { scheme: 'board', temptation: 0 } as const;

const otherSecret = only('payment-saved', (effect) => [effect.payment.state.name !== 'settled' ? effect : { ...effect, payment: { ...effect.payment, secret: effect.payment.secret.map((one) => `${one.slice(0, -6)}${String(effect.payment.id).padStart(6, '0')}`) } }]);

/** What was paid is not remembered when a letter comes, and its password is put down as another one: the store would know it again. */
const forgetful: Fault = {
  decide: (decide) => (otherSecret.decide ?? ((own) => own))((seen, input, context) => decide(input.kind === 'letter' ? { ...seen, payments: new Map([...seen.payments].filter(([, { state }]) => state.name !== 'settled')) } : seen, input, context)),
};

const among = (scheme: Person['scheme'], fault: Fault): Fault => ({ ...fault, crowd: { scheme, temptation: 0.8 } });

const cheques = (change: (cheque: Extract<NonNullable<Reading['cheques']>[number], { ok: true }>, seen: Facts) => object): Fault =>
  letters((reading, seen) => (reading.cheques === undefined ? reading : { ...reading, cheques: reading.cheques.map((cheque) => (cheque.ok ? { ...cheque, ...change(cheque, seen) } : cheque)) }));

/** The deadline is looked at two hours late, and an answer counts as if it had come four days earlier. */
const lateDeadline = only('deadline', (effect) => [effect.deadline === 'answer' && effect.at !== null ? { ...effect, at: effect.at + 2 * HOUR } : effect]);
const takesLate: Fault = {
  decide: (decide) => (lateDeadline.decide ?? ((own) => own))((seen, input, context) => decide(seen, input.kind === 'letter' && input.reading.headers.recipients.some((one) => one.includes('+q.')) ? { ...input, receivedAt: input.receivedAt - 4 * DAY } : input, context)),
};

export const mutants: readonly Mutant[] = [
  { name: 'an unsigned mail counts as signed', fault: { reading: signed }, found: /is not proved to be|no signed (?:order|forward)|has signed no mail/, payments: 80 },
  { name: 'any password will do', fault: letters(anyPassword), found: /does not hold the password of the order/, payments: 60 },
  { name: 'late answers are taken', fault: { ...takesLate, crowd: { scheme: 'two-mail', temptation: 0, lateness: 200 } }, found: /came too late/, payments: 40 },
  { name: 'a password pays as often as it is typed', fault: { ...forgetful, crowd: { scheme: 'two-mail', temptation: 0, habit: 0.7 } }, found: /its password has paid payment \d+ before/, payments: 120 },
  { name: 'NO is read two hours late', fault: { decide: (decide) => (seen, input, context) => (input.kind === 'letter' && input.reading.answer?.word === 'refusal' && context.now - input.receivedAt < 2 * HOUR ? { postponedFor: input.letterId } : decide({ ...seen, uncleared: [] }, input, context)) }, found: /is paid though the buyer had refused it before/, payments: 200 },
  { name: 'FRAUD blocks nobody', fault: { ...facts((seen) => ({ ...seen, blocks: new Set() })), crowd: { scheme: 'two-mail', temptation: 0, anger: 40 } }, found: /had said FRAUD of this shop before/, payments: 120 },
  { name: 'one yen more than was claimed', fault: moved('payment', (amount) => (amount > 0n ? amount + 1n : amount - 1n)), found: /the forward claims \d+, \d+ is paid|covers|above what the order allows/ },
  { name: 'somebody else is paid', fault: only('transferred', (effect) => [effect.transfer.kind !== 'payment' ? effect : { ...effect, transfer: { ...effect.transfer, postings: effect.transfer.postings.map((one) => (one.amount > 0n ? { ...one, account: `bank:cash:${effect.transfer.currency}` } : one)) } }]), found: /somebody else|names another shop|moves otherwise/ },
  { name: 'the fee is one yen too much', fault: moved('fee', (amount) => (amount > 0n ? amount + 1n : amount - 1n)), found: /the fee is \d+, by the terms \d+/ },
  { name: 'twice as much goes back', fault: moved('refund', (amount) => amount * 2n), found: /is given back though neither|are given back, \d+ was paid|the bank says \d+ is given back/, payments: 120 },
  { name: 'one yen more is booked than staff gave', fault: moved('deposit', (amount) => (amount > 0n ? amount + 1n : amount - 1n)), found: /is booked, \d+ was given/ },
  { name: 'a voucher that is typed in twice is booked twice', fault: only('tallied', (effect) => (effect.scope.startsWith('voucher:') ? [] : [effect])), found: /voucher \S+ is booked twice/, payments: 300 },
  { name: 'no entry says that money moved', fault: noEntry('settled'), found: /0 entries "settled", expected 1/ },
  { name: 'no entry says that money was given back', fault: noEntry('refunded'), found: /0 entries "refunded", expected 1/, payments: 120 },
  { name: 'what is given back goes to the bank', fault: only('transferred', (effect) => [effect.transfer.kind !== 'refund' ? effect : { ...effect, transfer: { ...effect.transfer, postings: effect.transfer.postings.map((one) => (one.amount > 0n ? { ...one, account: `bank:cash:${effect.transfer.currency}` } : one)) } }]), found: /what is given back goes to bank:cash/, payments: 120 },
  { name: 'a transfer makes a yen', fault: store((own) => ({ listPostings: async (account, limit) => (await own.listPostings(account, limit)).map((row) => ({ ...row, transfer: { ...row.transfer, postings: row.transfer.postings.map((one, at) => (at === 0 ? { ...one, amount: one.amount + 1n } : one)) } })) })), found: /makes or loses money/, payments: 10 },
  { name: 'an entry says returned where nothing was asked', fault: effects((effect) => (effect.kind === 'entry' && effect.entry.kind === 'accepted' ? [] : [effect])), found: /0 entries "accepted", expected 1/ },
  { name: 'the buyer gets no receipt', fault: only('notice', (effect) => (effect.notice.facts.kind === 'receipt-buyer' ? [] : [effect])), found: /has no receipt-buyer/ },
  { name: 'the shop is not told of the end', fault: only('notice', (effect) => (effect.notice.facts.kind === 'ended-merchant' ? [] : [effect])), found: /and the shop is not told/ },
  { name: 'the buyer is not told of the end', fault: only('notice', (effect) => (effect.notice.facts.kind === 'ended-buyer' ? [] : [effect])), found: /and the buyer is not told/ },
  { name: 'what is held is not freed by NO', fault: effects((effect, decision) => (effect.kind === 'released' && decision.disposition.code === 'refused' ? [] : [effect])), found: /holds \d+; by its open questions it is|still holds/, payments: 120 },
  { name: 'an answer has two hours less', fault: only('deadline', (effect) => [effect.deadline === 'answer' && effect.at !== null ? { ...effect, at: effect.at - 2 * HOUR } : effect]), found: /s before its time \(no-answer\)/, payments: 120 },
  { name: 'an answer has a week more', fault: only('deadline', (effect) => [effect.deadline === 'answer' && effect.at !== null ? { ...effect, at: effect.at + 7 * DAY } : effect]), found: /minutes after its time|s after its time/, payments: 60 },
  { name: 'a question is answered within an hour, not three days', fault: terms({ answerSpan: HOUR }), found: /its (?:question|funds-short-buyer|road-missing) tells \S+, by the terms/, payments: 10 },
  { name: 'a shop has a minute to answer a dispute', fault: terms({ disputeMerchantSpan: 60_000 }), found: /its dispute-opened tells \S+, by the terms/, payments: 120 },
  { name: 'a shop has six days less where its forward came first', fault: effects((effect, { disposition }) => [effect.kind === 'deadline' && effect.deadline === 'match' && effect.at !== null && disposition.code === 'forward-waits' ? { ...effect, at: effect.at - 6 * DAY } : effect]), found: /s before its time \(no-order\)/, payments: 120 },
  { name: 'a wish to give back ends a day early', fault: only('deadline', (effect) => [effect.deadline === 'refund' && effect.at !== null ? { ...effect, at: effect.at - DAY } : effect]), found: /s before its time \(refund-expired\)/, payments: 200 },
  { name: 'the shop\'s days in a dispute never end', fault: only('deadline', (effect) => (effect.deadline === 'dispute-merchant' && effect.at !== null ? [] : [effect])), found: /waiting for the shop to answer a dispute \d+ minutes after its time/, payments: 120 },
  { name: 'a question bears the time of the day before', fault: only('notice', (effect) => [effect.notice.facts.kind !== 'question' ? effect : { ...effect, notice: { ...effect.notice, owedAt: effect.notice.owedAt - DAY } }]), found: /its question bears the time \S+, when nothing was decided/, payments: 20 },
  { name: 'the reminder comes a day early', fault: only('deadline', (effect) => [effect.deadline === 'remind' && effect.at !== null ? { ...effect, at: effect.at - DAY } : effect]), found: /its question was owed \d+ s before its time/ },
  { name: 'every other good consent is passed over', fault: letters((reading) => (reading.answer?.word === 'consent' && (reading.headers.messageId ?? '').charCodeAt(1) % 2 === 0 ? { ...reading, answer: { ...reading.answer, word: null }, command: null } : reading)), found: /a good consent ended as/, payments: 60 },
  { name: 'NO is passed over', fault: letters((reading) => (reading.answer?.word === 'refusal' ? { ...reading, answer: { ...reading.answer, word: null }, command: null } : reading)), found: /a good refusal ended as/, payments: 80 },
  { name: 'good orders are not understood', fault: letters((reading) => (reading.headers.inReplyTo.length === 0 && reading.text !== null && reading.text.separators.length === 0 ? { ...reading, text: { ...reading.text, passwords: [] } } : reading)), found: /a good order ended as/ },
  { name: 'cheques of any key are good', fault: among('wallet', cheques((cheque, seen) => ({ key: [...seen.parties.values()].find(({ id }) => id === seen.addresses.get(cheque.account)?.party)?.roads.wallet?.key ?? cheque.key }))), found: /with a key that the buyer never made/, payments: 60 },
  { name: 'a cheque covers a hundred times more', fault: among('wallet', cheques((cheque) => ({ most: { ...cheque.most, minor: cheque.most.minor * 100n } }))), found: /its cheque covers \d+/, payments: 80 },
  { name: 'a cheque for another shop is as good', fault: among('wallet', cheques((cheque, seen) => { const named = [...seen.payments.values()].find((payment) => payment.secret.some((one) => cheque.secret.includes(one)))?.order?.named[0]?.address; return named === undefined ? {} : { payee: named }; })), found: /its cheque is for another shop/, payments: 120 },
  { name: 'a cheque that has expired is good', fault: among('wallet', cheques((cheque) => ({ expiresAt: cheque.expiresAt + 30 * DAY }))), found: /came after it had expired/, payments: 200 },
  { name: 'large sums need no cheque', fault: terms({ steps: [] }), found: /there is no cheque/, payments: 120 },
  { name: 'a card need not be activated', fault: among('numbers', facts((seen) => ({ ...seen, parties: new Map([...seen.parties].map(([id, party]) => [id, party.roads.card === null ? party : { ...party, roads: { ...party.roads, card: { ...party.roads.card, state: 'active' } } }])) }))), found: /never activated the card/, payments: 80 },
  { name: 'nobody has to look at the post', fault: among('board', letters((reading) => (reading.text === null || reading.text.separators.length === 0 ? reading : { ...reading, text: { ...reading.text, lines: ['Post seen: 1', ...reading.text.lines], passwords: reading.text.passwords.map((one) => ({ ...one, line: one.line + 1 })), separators: reading.text.separators.map((one) => one + 1), secretElsewhere: reading.text.secretElsewhere.map((one) => one + 1) } }))), found: /has not looked at the post/, payments: 80 },
  { name: 'a mail is made anew each time', fault: { bytes: (bytes, handed) => Buffer.concat([bytes, Buffer.from(`\r\n${handed}`)]) }, found: /two mails bear the Message-ID/, payments: 60 },
  { name: 'a mail tells a password', fault: { text: (text, password) => `${text}\n${password}` }, found: /tells the password/, payments: 20 },
  { name: 'a letter is acknowledged and not kept', fault: store((own) => { let kept = 0; const lost = { letterId: 1_000_000, duplicate: false, claimed: null }; const isLost = (): boolean => (kept += 1) === 40; return { keepLetter: (...given) => (isLost() ? Promise.resolve(lost) : own.keepLetter(...given)), keepAndClaim: (...given) => (isLost() ? Promise.resolve(lost) : own.keepAndClaim(...given)) }; }), found: /was kept and is gone|never ended/, payments: 30 },
  { name: 'a letter is decided a second time', fault: store((own) => ({ listDecisions: async (filter) => { const rows = await own.listDecisions(filter); const twice = rows.find(({ input }) => input.kind === 'letter'); return twice === undefined || filter.payment !== null ? rows : [{ ...twice, sequence: (rows[0]?.sequence ?? 0) + 1 }, ...rows]; } })), found: /ended twice/ },
  { name: 'an account has one yen more', fault: store((own) => { let asked = 0; return { listAccounts: async () => { asked += 1; return (await own.listAccounts()).map((account) => (asked > 20 && account.party === 1 ? { ...account, balance: account.balance + 1n } : account)); } }; }), found: /by the transfers it is/ },
  { name: 'an account is under its floor', fault: store((own) => { let asked = 0; return { listAccounts: async () => { asked += 1; return (await own.listAccounts()).map((account) => (asked > 20 && account.party === 1 ? { ...account, held: account.balance + 1n } : account)); } }; }), found: /it is under its floor/ },
  { name: 'an account is kept out of sight', fault: store((own) => { let asked = 0; return { listAccounts: async () => { asked += 1; return (await own.listAccounts()).filter(({ id }) => asked <= 20 || id !== 'bank:cash:JPY'); } }; }), found: /all accounts in JPY together have -?\d+, not 0/ },
  { name: 'more is set aside than the decision says', fault: store((own) => { let asked = 0; return { listAccounts: async () => { asked += 1; return (await own.listAccounts()).map((account) => (asked > 20 && account.party === 1 ? { ...account, held: account.held + 1n } : account)); } }; }), found: /by what was set aside and freed it is/ },
  { name: 'a notice that is owed is lost', fault: store((own) => ({ ...unsent('order-received', asSent)(own), listNotices: async (filter) => (await own.listNotices(filter)).filter(({ notice }) => notice.facts.kind !== 'order-received') })), found: /notices order-received to \S+ were owed, there are 0/, payments: 20 },
  { name: 'a notice that never left counts as sent', fault: store(unsent('ended-merchant', asSent)), found: /is sent, and no server has taken it/, payments: 40 },
  { name: 'a receipt that no server was shown counts as refused', fault: store(unsent('receipt-merchant', (own, noticeId, now) => own.noteNoticeFailed(noticeId, now, '550 no such user'))), found: /is given up; its server has refused it 0 times and put it off 0 times/, payments: 20 },
  { name: 'a leaf of the board is changed afterwards', fault: { file: (path, bytes, read) => (path.startsWith('tile/entries/') && bytes !== null && read > 200 ? Buffer.from(Buffer.from(bytes).toString('latin1').replace('accepted', 'returned'), 'latin1') : bytes) }, found: /leaf \d+ of the board is another one|has not the root of the leaves/, payments: 60 },
  { name: 'a receipt bears the proof of another one', fault: { files: proofOfAnother(), crowd: BOARD_CROWD }, found: /does not lead from its entry to the root/, payments: 60 },
  { name: 'a hash tile of the board is changed afterwards', fault: { file: (path, bytes, read) => (path.startsWith('tile/0/') && bytes !== null && read > 200 ? Buffer.from(bytes).fill(0, 0, 32) : bytes) }, found: /do not lead to the root|is valid no more/, payments: 60 },
  { name: 'what was returned is kept from the board', fault: { ...only('entry', (effect) => [effect.entry.kind === 'returned' ? { ...effect, entry: { ...effect.entry, forBoard: false } } : effect]), crowd: BOARD_CROWD }, found: /the board says "returned" 0 times of payment/, payments: 60 },
  { name: 'the board shows a dispute that nobody chose to show', fault: { ...facts((seen) => ({ ...seen, parties: new Map([...seen.parties].map(([id, party]) => [id, { ...party, boardFace: { ...party.boardFace, disputes: true } }])) })), crowd: BOARD_CROWD }, found: /the board says "disputed" 1 times of payment \w+, expected 0/, payments: 120 },
  { name: 'the board forgets its newest leaves', fault: { file: oldCheckpoint() }, found: /the board had \d+ leaves and now has \d+/, payments: 60 },
];

/** Each receipt but the first bears the proof of the one before it. */
function proofOfAnother(): NonNullable<Fault['files']> {
  let before: OutgoingAttachment | null = null;
  return (files) => files.map((file) => {
    if (file.filename !== 'receipt.tlog-proof') return file;
    const other = before ?? file;
    before = file;
    return other;
  });
}

/** The first checkpoint comes again later. */
function oldCheckpoint(): NonNullable<Fault['file']> {
  let first: Uint8Array | null = null;
  return (path, bytes, read) => {
    if (path !== 'checkpoint') return bytes;
    first ??= bytes;
    return read > 60 ? first : bytes;
  };
}
