/** What stands on the page from the beginning, in English. @table */
import type { PageOptions } from './page/options.ts';

type Told = (options: PageOptions) => string;

/** Each is plain text. `Told`: with values of the bank or the buyer in it. */
export type Texts = {
  readonly own: string;
  readonly title: Told;
  readonly heading: string;
  readonly languages: string;
  readonly unfit: string;
  readonly unfitHow: string;
  readonly about: Told;
  readonly offline: string;
  readonly make: string;
  readonly makeWhat: Told;
  readonly makeButton: string;
  readonly secretHeading: string;
  readonly secretRules: readonly string[];
  readonly written: string;
  readonly backHeading: string;
  readonly backLabel: string;
  readonly backHint: string;
  readonly backButton: string;
  readonly again: string;
  readonly doneHeading: string;
  readonly doneWhat: Told;
  readonly doneAnswer: Told;
  readonly keyLabel: string;
  readonly copy: string;
  readonly mailKey: string;
  readonly fingerprint: string;
  readonly fingerprintWhat: Told;
  readonly doneThen: Told;
  readonly write: string;
  readonly writeWhat: Told;
  readonly formHeading: string;
  readonly secret: string;
  readonly secretHint: string;
  readonly payee: string;
  readonly payeeHint: string;
  readonly most: string;
  readonly mostHint: string;
  readonly currency: string;
  readonly password: string;
  readonly passwordHint: string;
  readonly days: string;
  readonly day: (days: number) => string;
  readonly toLook: string;
  readonly lookHeading: string;
  readonly lookWhat: Told;
  readonly lookPayee: string;
  readonly lookMost: string;
  readonly lookPassword: string;
  readonly lookDays: string;
  readonly lookKey: string;
  readonly lookAccount: string;
  readonly seal: string;
  readonly change: string;
  readonly madeHeading: string;
  readonly madeSteps: Told;
  readonly madeWhat: Told;
  readonly save: string;
  readonly another: string;
  readonly page: string;
  readonly pageHash: Told;
  readonly pageHow: string;
  readonly pageLost: Told;
  readonly licences: string;
};

export const english: Texts = {
  own: 'English',
  title: ({ bankName }) => `Wallet – ${bankName}`,
  heading: 'Wallet',
  languages: 'Language',
  unfit: 'This page can’t work here.',
  unfitHow: 'Save the file, then open it in a current browser (Chrome, Edge, Firefox or Safari, of the last two years) in which JavaScript is not switched off. The preview of a mail program is not enough.',
  about: ({ account, bankName }) => `For ${account}, customer of ${bankName}.`,
  offline: 'Everything happens in this file, in your browser. It sends nothing, asks no network for anything and keeps nothing: it works with the network switched off, too.',
  make: 'Make my wallet',
  makeWhat: () => 'Once, before your first cheque. You get 20 secret letters to write on paper; the bank gets a key that belongs to them, and can’t find the letters from it. A wallet that you have made before is good until the bank has enrolled the new one. One page is good for one wallet: for another, ask the bank for a new page.',
  makeButton: 'Make my wallet',
  secretHeading: 'Write down these 20 letters',
  secretRules: [
    'Write them on paper, now. They are never shown again once you have typed them back, and nobody can tell you them, not even the bank.',
    'Whoever has them and your mailbox can pay with your money. Keep the paper as you keep your money; no photo, no mail, no note on your phone.',
    'They are digits and capitals, without I, L, O and U: 0 is always zero, 1 is always one.',
  ],
  written: 'I have written them down',
  backHeading: 'Type them back, from your paper',
  backLabel: 'Your 20 letters',
  backHint: 'Capitals or not, with hyphens or without: both will do.',
  backButton: 'Compare',
  again: 'Show them again',
  doneHeading: 'Mail the key to the bank',
  doneWhat: ({ enrolTo, account }) => `Answer the mail that this page came with, from ${account}, with this line; or mail it to ${enrolTo ?? ''}. It is no secret.`,
  doneAnswer: ({ account }) => `Answer the mail that this page came with, from ${account}, with this line. It is no secret.`,
  keyLabel: 'The line to mail',
  copy: 'Copy',
  mailKey: 'Start a mail with it',
  fingerprint: 'Your wallet’s fingerprint',
  fingerprintWhat: ({ telephone }) => `Write it below your 20 letters: it is no secret, and each cheque shows it before it is made. The bank’s answer tells it, too: if it is a different one there, call ${telephone} at once.`,
  doneThen: ({ bankName, telephone }) => `${bankName} answers when the key is enrolled. Before that no cheque of this wallet is good. If no answer has come by tomorrow, call ${telephone}.`,
  write: 'Write a cheque',
  writeWhat: () => 'Send your order to the shop and to the bank as always. Then write the cheque for it here, and mail the file to the bank. What follows then is in the mail in which the bank told you that your wallet is in force.',
  formHeading: 'What the cheque says',
  secret: 'The 20 letters of your wallet',
  secretHint: 'From your paper. They stay in this page until the cheque is made, and are kept nowhere.',
  payee: 'The shop’s mail address',
  payeeHint: 'The one that you have sent your order to.',
  most: 'The most that may be paid',
  mostHint: 'Such as 4741 or 12.50. A higher invoice is not paid by this cheque.',
  currency: 'Currency',
  password: 'The password of your order',
  passwordHint: 'As you wrote it there.',
  days: 'Good for',
  day: (days) => (days === 1 ? '1 day' : `${days} days`),
  toLook: 'Have a last look',
  lookHeading: 'A last look: is all of this right?',
  lookWhat: () => 'Nothing is made yet. Once the cheque is made and mailed, it can pay without asking you again.',
  lookPayee: 'Pays',
  lookMost: 'At most',
  lookPassword: 'For the order with the password',
  lookDays: 'Good for',
  lookKey: 'Signed by the wallet',
  lookAccount: 'From the money of',
  seal: 'Make the cheque',
  change: 'Change something',
  madeHeading: 'The cheque is made: now mail it to the bank',
  madeSteps: ({ bankAddress, account }) => `Write a new mail to ${bankAddress}, from ${account}. Attach the file. Write nothing else, and send it to nobody else.`,
  madeWhat: () => 'It is sealed: nobody but the bank can open it, not even you. If anything in it is changed on the way, it is void. Sending the same file twice does no harm.',
  save: 'Save the file again',
  another: 'Write another cheque',
  page: 'About this page',
  pageHash: ({ telephone }) => `Is it really the bank’s? The bank’s mail with this page tells the SHA-256 of the file: 64 letters and digits. Compare them with what your computer says of the file that you have saved; if they differ, type no secret letters here and call ${telephone}.`,
  pageHow: 'Windows, in PowerShell: Get-FileHash wallet.html. Mac: shasum -a 256 wallet.html. Linux: sha256sum wallet.html. Write the file’s name as you have saved it.',
  pageLost: ({ telephone }) => `Have you lost the paper, or may somebody have seen it? Call ${telephone} at once: the bank takes no more cheques of this wallet and sends you a new page.`,
  licences: 'Free software is part of this page; its licences are at the end of the file.',
};
