/**
 * The list of the command's verbs: those that stand alone, and those below a noun. A noun's verbs are loaded when it is used: together they bring
 * a web server, a maker of PDFs and more, which take longer to load than most verbs to work.
 */
import { accounts } from './accounts.ts';
import { audit } from './audit.ts';
import { deposit } from './deposit.ts';
import { doctor } from './doctor.ts';
import { init } from './init.ts';
import { replay } from './replay.ts';
import { start } from './start.ts';
import { statement } from './statement.ts';
import { tasks } from './tasks.ts';
import { withdraw } from './withdraw.ts';
import { withdrawOwnVerb } from './withdraw-own.ts';
import type { Verb } from './verb.ts';

export const ALONE: readonly Verb[] = [init, start, deposit, withdraw, withdrawOwnVerb, accounts, statement, tasks, audit, replay, doctor];

export type Noun = readonly [noun: string, about: string, load: () => Promise<readonly Verb[]>];

export const NOUNS: readonly Noun[] = [
  ['party', 'customers: buyers and merchants', () => Promise.all([
    import('./party-add.ts').then(({ partyAdd }) => partyAdd),
    import('./party-list.ts').then(({ partyList }) => partyList),
    import('./party-show.ts').then(({ partyShow }) => partyShow),
    import('./party-board.ts').then(({ partyBoard }) => partyBoard),
    import('./party-fee.ts').then(({ partyFee }) => partyFee),
    import('./party-limits.ts').then(({ partyLimits }) => partyLimits),
    import('./party-rename.ts').then(({ partyRename }) => partyRename),
    import('./party-scheme.ts').then(({ partyScheme }) => partyScheme),
    import('./party-statements.ts').then(({ partyStatements }) => partyStatements),
    import('./party-suspend.ts').then(({ partySuspend }) => partySuspend),
    import('./party-suspend.ts').then(({ partyResume }) => partyResume),
  ])],
  ['address', 'the mail addresses under which a party is known', () => Promise.all([
    import('./address-add.ts').then(({ addressAdd }) => addressAdd),
    import('./address-remove.ts').then(({ addressRemove }) => addressRemove),
    import('./address-resume.ts').then(({ addressResume }) => addressResume),
  ])],
  ['payment', 'payments, from the first mail to the last', () => Promise.all([
    import('./payment-list.ts').then(({ paymentList }) => paymentList),
    import('./payment-show.ts').then(({ paymentShow }) => paymentShow),
    import('./payment-stop.ts').then(({ paymentStop }) => paymentStop),
  ])],
  ['refund', 'money that merchants wish to give back', () => Promise.all([
    import('./refund-list.ts').then(({ refundList }) => refundList),
    import('./refund-decide.ts').then(({ refundApprove }) => refundApprove),
    import('./refund-decide.ts').then(({ refundRefuse }) => refundRefuse),
  ])],
  ['dispute', 'buyers\' cases about payments that were made', () => Promise.all([
    import('./dispute-list.ts').then(({ disputeList }) => disputeList),
    import('./dispute-show.ts').then(({ disputeShow }) => disputeShow),
    import('./dispute-decide.ts').then(({ disputeUphold }) => disputeUphold),
    import('./dispute-decide.ts').then(({ disputeReject }) => disputeReject),
  ])],
  ['claim', 'what merchants owe the bank', () => Promise.all([
    import('./claim-list.ts').then(({ claimList }) => claimList),
    import('./claim-collect.ts').then(({ claimCollect }) => claimCollect),
  ])],
  ['letter', 'mails as they were received', () => Promise.all([
    import('./letter-import.ts').then(({ letterImport }) => letterImport),
    import('./letter-list.ts').then(({ letterList }) => letterList),
    import('./letter-show.ts').then(({ letterShow }) => letterShow),
    import('./letter-explain.ts').then(({ letterExplain }) => letterExplain),
    import('./letter-requeue.ts').then(({ letterRequeue }) => letterRequeue),
  ])],
  ['task', 'what staff have to look at (`kakitome tasks` lists it)', () => Promise.all([
    import('./task-done.ts').then(({ taskDone }) => taskDone),
  ])],
  ['wallet', 'the bank\'s wallet keys, and buyers\' wallets', () => Promise.all([
    import('./wallet-enrol.ts').then(({ walletEnrol }) => walletEnrol),
    import('./wallet-revoke.ts').then(({ walletRevoke }) => walletRevoke),
    import('./wallet-list.ts').then(({ walletList }) => walletList),
    import('./wallet-key.ts').then(({ walletKey }) => walletKey),
    import('./wallet-rotate.ts').then(({ walletRotate }) => walletRotate),
  ])],
  ['cheque', 'sealed cheque files: what became of them, and how buyers at a terminal make them', () => Promise.all([
    import('./cheque-show.ts').then(({ chequeShow }) => chequeShow),
    import('./cheque-open.ts').then(({ chequeOpen }) => chequeOpen),
    import('./cheque-seal.ts').then(({ chequeSeal }) => chequeSeal),
    import('./cheque-key.ts').then(({ chequeKey }) => chequeKey),
    import('./cheque-inspect.ts').then(({ chequeInspect }) => chequeInspect),
  ])],
  ['numbers', 'cards of printed settlement numbers', () => Promise.all([
    import('./numbers-issue.ts').then(({ numbersIssue }) => numbersIssue),
    import('./numbers-show.ts').then(({ numbersShow }) => numbersShow),
    import('./numbers-void.ts').then(({ numbersVoid }) => numbersVoid),
  ])],
  ['form', 'the form of membership on paper', () => Promise.all([
    import('./form-make.ts').then(({ formMake }) => formMake),
    import('./form-check.ts').then(({ formCheck }) => formCheck),
  ])],
  ['order-page', 'the shops\' order pages on the web', () => Promise.all([
    import('./order-page-start.ts').then(({ orderPageStart }) => orderPageStart),
  ])],
  ['store', 'where the bank keeps what it must not forget', () => Promise.all([
    import('./store-copy.ts').then(({ storeCopy }) => storeCopy),
    import('./store-restored.ts').then(({ storeRestored }) => storeRestored),
    import('./store-take-back.ts').then(({ storeTakeBack }) => storeTakeBack),
  ])],
  ['board', 'the public board: registered mail as a log that nobody can alter unnoticed', () => import('./board/index.ts').then(({ boardVerbs }) => boardVerbs)],
];
