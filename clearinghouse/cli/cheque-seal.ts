/** `kakitome cheque seal`: a cheque file, made on a buyer's own machine without the wallet page. Needs no bank's configuration. */
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemChance, systemClock } from '../office.ts';
import { serialOf, type ChequeFields } from '../protocol/cheque-text.ts';
import { exponentOf, formatMoney, readAmount, type Money } from '../protocol/money.ts';
import { foldSecret, SECRET_MAX_LETTERS, SECRET_MIN_LETTERS, weaknessOf } from '../protocol/secret.ts';
import { isRecipient } from '../sealing/age-keys.ts';
import { chequeTime, sealCheque } from '../sealing/cheque-file.ts';
import { readPassword, readWalletKey, secretOption } from './cheque-input.ts';
import { quoted, readAddress } from './find.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { amountJson } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly secretFile: string; readonly bank: string; readonly account: string; readonly payee: string; readonly most: string; readonly passwordFile: string; readonly expiresIn: string; readonly out?: string };

const DAY = 86_400_000;

export const chequeSeal: Verb = (parent, run) =>
  void parent
    .command('seal')
    .description('for buyers: make a cheque file, signed with the wallet secret and sealed to the bank; needs no bank\'s configuration')
    .requiredOption(...secretOption)
    .requiredOption('--bank <recipient>', 'the bank\'s wallet key, age1…, as it stands in the mail with the wallet page')
    .requiredOption('--account <address>', 'your registered address, from which you send the mail')
    .requiredOption('--payee <address>', 'the shop\'s address, as the order was sent to it')
    .requiredOption('--most <amount>', 'the most that may be paid by it, with its currency, such as "JPY 4741"')
    .requiredOption('--password-file <file>', 'the file with the password of the order, `-` for stdin')
    .option('--expires-in <days>', 'from 1 to 7', '3')
    .option('--out <file>', 'into this file, which must not be there yet (default: cheque-SERIAL.age here)')
    .addHelpText('after', examples('cheque seal --secret-file secret.txt --bank age1… --account takao@buyer.example --payee shop@tea.example --most "JPY 4741" --password-file password.txt'))
    .action(run(sealIt));

async function sealIt(terminal: Terminal, options: Options): Promise<ExitCode> {
  const most = readMost(options.most);
  const days = readDays(options.expiresIn);
  const bank = readBank(options.bank);
  const sides = { account: readAddress(options.account), payee: readAddress(options.payee) };
  if (options.secretFile === '-' && options.passwordFile === '-') throw mistake('--password-file', '-, like --secret-file', 'a file: stdin gives one of them');
  if (options.out !== undefined) requireNew(options.out);
  const key = readWalletKey(options.secretFile);
  const now = systemClock.now();
  const serial = serialOf(Buffer.from(systemChance.seed(), 'hex'));
  const cheque: ChequeFields = { v: '1', serial, ...sides, most: plainAmount(most), currency: most.currency, password: readOrderPassword(options.passwordFile), issued: chequeTime(now), expires: chequeTime(now + days * DAY) };
  const out = options.out ?? `cheque-${serial}.age`;
  // It is worth money to nobody but its payee, and shows nothing; still nobody else needs it.
  writeFileSync(out, await sealFor(bank, cheque, key), { flag: 'wx', mode: 0o600 });
  show(terminal, whatToDo(cheque, most, out), { serial, file: resolve(out), ...sides, most: amountJson(most), issued: cheque.issued, expires: cheque.expires, walletKey: key.publicKey });
  return 0;
}

async function sealFor(bank: string, cheque: ChequeFields, key: ReturnType<typeof readWalletKey>): Promise<Uint8Array> {
  try {
    return await sealCheque(cheque, key, bank);
  } catch {
    throw notSealable(bank);
  }
}

const notSealable = (bank: string): Error => mistake('--bank', quoted(bank), 'the bank\'s wallet key, age1 and 58 letters behind it');

function readBank(text: string): string {
  const recipient = text.trim().toLowerCase();
  if (!isRecipient(recipient)) throw notSealable(text);
  return recipient;
}

function readMost(text: string): Money {
  const read = readAmount(text, null);
  if (!read.ok || read.money.minor === 0n) throw mistake('--most', quoted(text), 'an amount above zero with its currency, such as "JPY 4741" or "EUR 12.50"');
  return read.money;
}

function readDays(text: string): number {
  if (!/^[1-7]$/.test(text)) throw mistake('--expires-in', quoted(text), 'a whole number of days from 1 to 7');
  return Number(text);
}

function readOrderPassword(file: string): string {
  const password = readPassword(file);
  if (foldSecret(password) === null) throw mistake('--password-file', 'no letter or digit', 'the password as it stands in the order');
  if (weaknessOf(password, []) !== null) throw mistake('--password-file', 'a password that the bank takes in no order', `one of ${SECRET_MIN_LETTERS} to ${SECRET_MAX_LETTERS} letters and digits, not all alike`);
  return password;
}

function requireNew(out: string): void {
  if (existsSync(out)) throw mistake('--out', quoted(out), 'the name of a file that is not there yet');
}

/** Without separators: `4741`, `12.50`. */
function plainAmount({ currency, minor }: Money): string {
  const exponent = exponentOf(currency);
  const digits = minor.toString().padStart(exponent + 1, '0');
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

const whatToDo = (cheque: ChequeFields, most: Money, out: string): string =>
  `Made ${out}: cheque ${cheque.serial}, at most ${formatMoney(most)} to ${cheque.payee}, until ${cheque.expires}.
Attach it to a mail of its own from ${cheque.account} to the bank. It pays one order with that password, once; nobody but the bank can open it.`;
