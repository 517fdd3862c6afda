/** How the demo talks on the terminal: people's mails as a conversation, balances as a table. */
import type { ParsedMail } from 'mailparser';

const colour = process.stdout.isTTY === true;
const paint = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = (text: string): string => paint(1, text);
const dim = (text: string): string => paint(2, text);
const tones: Readonly<Record<string, number>> = { buyer: 36, shop: 33, bank: 32 };

export const say = (text = ''): void => void process.stdout.write(`${text}\n`);

export function chapter(number: number, title: string): void {
  say();
  say(bold(`${number}. ${title}`));
}

/** One mail: who to whom, what it says. A whole notice is long; `lines` bounds what is shown of it. */
export function mail(who: string, tone: 'buyer' | 'shop' | 'bank', to: string, subject: string, body: string, lines = 40): void {
  say();
  say(`   ${paint(tones[tone] ?? 0, bold(who))} ${dim('writes to')} ${to}`);
  say(`   ${dim('Subject:')} ${subject}`);
  const all = body.replace(/\r\n/g, '\n').trimEnd().split('\n');
  for (const line of all.slice(0, lines)) say(`   ${paint(tones[tone] ?? 0, '│')} ${line}`);
  if (all.length > lines) say(`   ${paint(tones[tone] ?? 0, '│')} ${dim(`(${all.length - lines} more lines)`)}`);
}

export function received(who: string, to: string, parsed: ParsedMail, lines = 40): void {
  mail(who, 'bank', to, parsed.subject ?? '', parsed.text ?? '', lines);
  const names = parsed.attachments.map((one) => one.filename ?? 'unnamed');
  if (names.length > 0) say(`   ${dim(`attached: ${names.join(', ')}`)}`);
}

export function note(text: string): void {
  say();
  for (const line of text.split('\n')) say(`   ${dim('·')} ${line}`);
}
