/** From a letter as a story tells it to the letter as the bank's reader would hand it on. */
import { createHash } from 'node:crypto';
import { readInvoiceFile } from '../einvoice/index.ts';
import { canonicalAddress } from '../protocol/address.ts';
import { makeReading } from '../protocol/make-reading.ts';
import type { BounceReading, ChequeReading, OriginalReading, ParsedMail, SenderStrength, Verdict } from '../protocol/reading.ts';
import { invoiceFile } from './attachments.ts';
import type { What } from './grammar.ts';
import { BOARD, mailbox, PAGE, PAY, type Person } from './people.ts';
import { chequeOf, expandRoads } from './roads.ts';
import type { HowRead, SentNotice, World, Written } from './world.ts';

type LetterStep = Extract<What, { kind: 'letter' }>;

/** How a story's letter is written and brought, out of its columns. */
type Manner = {
  strength: SenderStrength;
  name: string | null;
  subject: string | null;
  /** The name of a letter, `order`, `question`, `question 2`, or `notice <kind>`. */
  replyingTo: string | null;
  /** Likewise; it stands further up the thread: in References, not in In-Reply-To. */
  after: string | null;
  automatic: string | null;
  resent: boolean;
  unreadable: string | null;
  onTheWay: boolean;
  read: HowRead;
  html: string | null;
  original: boolean;
  changing: readonly [string, string] | null;
  of: string | null;
  /** The name of a letter of which this one is a copy: the same mail, brought another way. */
  copyOf: string | null;
  files: readonly Uint8Array[];
  cheques: readonly ChequeReading[];
  dmarc: Verdict['dmarc'];
  /** Fields that its signature does not cover: anybody may have written them since. */
  uncovered: readonly string[];
  rest: string[];
};

export type Composed = { readonly written: Written; readonly onTheWay: boolean; readonly read: HowRead };

const NO_MANNER: Manner = { strength: 'signed', name: null, subject: null, replyingTo: null, after: null, automatic: null, resent: false, unreadable: null, onTheWay: false, read: 'read', html: null, original: false, changing: null, of: null, copyOf: null, files: [], cheques: [], dmarc: undefined, uncovered: [], rest: [] };

/** Columns that every form of letter may have; what is none of them belongs to the form. */
const manners: readonly (readonly [RegExp, (manner: Manner, found: readonly string[]) => void])[] = [
  [/^(signed|weak)$/, (manner, [, strength]) => (manner.strength = strength as SenderStrength)],
  [/^unsigned$/, (manner) => (manner.strength = 'none')],
  [/^as (\S+)$/, (manner, [, name]) => (manner.name = name ?? null)],
  [/^subject (.+)$/, (manner, [, subject]) => (manner.subject = subject ?? null)],
  [/^replying to (?:the )?(.+)$/, (manner, [, what]) => (manner.replyingTo = what ?? null)],
  [/^in the thread of (?:the )?(.+)$/, (manner, [, what]) => (manner.after = what ?? null)],
  [/^automatic$/, (manner) => (manner.automatic = 'auto-submitted')],
  [/^resent$/, (manner) => (manner.resent = true)],
  [/^unreadable (\S+)$/, (manner, [, code]) => (manner.unreadable = code ?? null)],
  [/^on the way$/, (manner) => (manner.onTheWay = true)],
  [/^(unread|untried)$/, (manner, [, read]) => (manner.read = read as HowRead)],
  [/^in HTML "(.+)"$/, (manner, [, html]) => (manner.html = html ?? null)],
  [/^original attached$/, (manner) => (manner.original = true)],
  [/^changing "(.*)" to "(.*)"$/, (manner, [, from, to]) => (manner.changing = [from ?? '', to ?? ''])],
  [/^the same mail as (\S+)$/, (manner, [, name]) => (manner.copyOf = name ?? null)],
  [/^attached (.+)$/, (manner, [, what]) => (manner.files = [...manner.files, invoiceFile(what ?? '')])],
  [/^(to|cc|thread) unsigned$/, (manner, [, field]) => (manner.uncovered = [...manner.uncovered, ...(field === 'thread' ? ['in-reply-to', 'references'] : [field ?? ''])])],
  [/^dmarc (none|quarantine|reject)$/, (manner, [, policy]) => (manner.dmarc = policy as Verdict['dmarc'])],
  [/^of (\S+)$/, (manner, [, name]) => (manner.of = name ?? null)],
];

function readManner(fields: readonly string[]): Manner {
  const manner: Manner = { ...NO_MANNER, rest: [] };
  for (const field of fields) {
    const known = manners.find(([shape]) => shape.test(field));
    if (known === undefined) manner.rest.push(field);
    else known[1](manner, known[0].exec(field) ?? []);
  }
  return manner;
}

export function compose(world: World, step: LetterStep): Composed {
  const manner = readManner(step.fields);
  const asked = step.form === 'answer' || step.route.to.includes('question') ? findAsked(world, step, manner) : null;
  const from = senderOf(world, step.route.from, asked);
  const body = bodyOf(world, step, manner);
  noteSecrets(world, body);
  const to = step.route.to.map((one) => (one === 'question' ? (asked?.notice.replyTo ?? PAY) : one === 'registration' ? registrationOf(world) : addressOf(world, one)));
  const subject = manner.subject === null ? defaultSubject(step, asked) : withReferences(world, manner.subject);
  const written = write(world, { manner, from, to, subject, text: body.join('\n'), thread: threadOf(world, manner, asked) });
  world.letters.push(written);
  return { written, onTheWay: manner.onTheWay, read: manner.read };
}

/** Where the newest answer to REGISTER wants its own answer. */
const registrationOf = (world: World): string => replyToOf(world, 'register');

/** Where the newest notice of this kind wants its answer. */
const replyToOf = (world: World, kind: string): string => world.sent.findLast(({ notice }) => notice.facts.kind === kind)?.notice.replyTo ?? PAY;

const defaultSubject = (step: LetterStep, asked: SentNotice | null): string => {
  if (asked !== null) return `Re: ${asked.rendered.subject}`;
  return step.form === 'forward' ? 'Fwd: Order' : 'Order';
};

export function addressOf(world: World, name: string): string {
  if (name === 'bank') return PAY;
  if (name === 'board') return BOARD;
  if (name === 'page') return PAGE;
  if (name === 'wallet') return replyToOf(world, 'wallet-page');
  if (name === 'card') return replyToOf(world, 'card-sent');
  if (name.includes('@')) return mailbox(name);
  const address = personOf(world, name).addresses[0];
  if (address === undefined) throw new Error(`${name} has no address`);
  return address;
}

export function personOf(world: World, name: string): Person {
  const person = name.includes('@') ? [...world.people.values()].find((one) => one.addresses.includes(mailbox(name))) : world.people.get(name);
  if (person === undefined) throw new Error(`nobody in this story is called ${name}`);
  return person;
}

/** Whoever answers does so from the mailbox that was asked, if it is theirs. */
function senderOf(world: World, name: string, asked: SentNotice | null): string {
  const own = name.includes('@') || name === 'page' ? [] : personOf(world, name).addresses;
  return asked !== null && own.includes(asked.notice.to) ? asked.notice.to : addressOf(world, name);
}

/** The question that an answer is to: the one that it names, else the newest that its writer was asked, else the newest. */
function findAsked(world: World, step: LetterStep, manner: Manner): SentNotice {
  const questions = world.sent.filter(({ notice }) => notice.facts.kind === 'question' || notice.facts.kind === 'refund-question');
  const at = manner.rest.findIndex((field) => /^to question \d+$/.test(field));
  const number = at === -1 ? null : Number(manner.rest.splice(at, 1)[0]?.slice('to question '.length));
  const own = step.route.from.includes('@') ? [mailbox(step.route.from)] : personOf(world, step.route.from).addresses;
  const asked = number === null ? (questions.findLast(({ notice }) => own.includes(notice.to)) ?? questions.at(-1)) : questions[number - 1];
  if (asked === undefined) throw new Error('no such question has been asked');
  return asked;
}

/** The Message-IDs that a reply names. */
function threadOf(world: World, { replyingTo }: Manner, asked: SentNotice | null): readonly string[] {
  if (replyingTo === 'nothing') return [];
  if (replyingTo === null) return asked === null ? [] : [asked.notice.messageId];
  return idsNamed(world, replyingTo);
}

function idsNamed(world: World, name: string): readonly string[] {
  const [what = '', which] = name.split(' ');
  if (what === 'order') return idsOf(orderOf(world, which ?? null));
  const notices = world.sent.filter(({ notice }) => notice.facts.kind === (what === 'notice' ? which : what));
  const number = what === 'notice' || which === undefined ? notices.length : Number(which);
  const found = notices[number - 1];
  return found === undefined ? idsOf(letterCalled(world, name)) : [found.notice.messageId];
}

const idsOf = (written: Written): readonly string[] => (written.reading.headers.messageId === null ? [] : [written.reading.headers.messageId]);

export function letterCalled(world: World, name: string): Written {
  const written = world.letters.findLast((one) => one.name === name);
  if (written === undefined) throw new Error(`no letter in this story is called ${name}`);
  return written;
}

/** The order that a forward holds: the one that it names, else the last letter with a password line. */
export function orderOf(world: World, name: string | null): Written {
  if (name !== null) return letterCalled(world, name);
  const order = world.letters.findLast((one) => one.reading.text?.passwords.some((line) => !line.quoted) === true && one.reading.text.separators.length === 0);
  if (order === undefined) throw new Error('nobody has ordered yet in this story');
  return order;
}

function bodyOf(world: World, step: LetterStep, manner: Manner): readonly string[] {
  if (step.body.length > 0) {
    if (manner.rest.length > 0) throw new Error(`"${manner.rest.join('", "')}" is nothing that a letter with a text of its own can say`);
    return step.body.flatMap((line) => expand(world, line, manner));
  }
  switch (step.form) {
    case 'letter':
      return manner.rest.flatMap((line) => expand(world, line, manner));
    case 'order':
      return orderBody(world, manner.rest);
    case 'forward':
      return forwardBody(world, manner);
    case 'cheque':
      manner.cheques = [chequeOf(world, step.route.from, manner.rest)];
      return ['Here is my cheque.'];
    case 'post':
      return orderBody(world, manner.rest);
    case 'answer':
      return [...manner.rest.map((line) => expandRoads(world, line)), '', '> Answer with the word OK and your password on the first line.'];
    default:
      return step.form satisfies never;
  }
}

/** `maple-7731-crow`, `up to 5,000 JPY`, `pay to Green Tea House`. */
function orderBody(world: World, fields: readonly string[]): readonly string[] {
  const rest = fields.map((field) => expandRoads(world, field));
  const others = rest.flatMap((field) => (field.startsWith('says ') ? [`Post: ${field.slice('says '.length)}`] : field.startsWith('for ') ? [`Member: ${addressOf(world, field.slice('for '.length))}`] : []));
  const keys = rest.filter((field) => !/^(says|for) /.test(field)).map((field) => (/^(up to|pay to) /i.test(field) ? field.replace(/^(\w)(\w* \w+) (.*)$/, (_all, first: string, label: string, value: string) => `${first.toUpperCase()}${label}: ${value}`) : `Password: ${field}`));
  return ['2 Sencha 100g', '1 bamboo whisk', '', ...others, ...keys];
}

/** `4,741 JPY`, `invoice GT-1042`. */
function forwardBody(world: World, manner: Manner): readonly string[] {
  const lines = manner.rest.map((field) => (field === 'post seen' ? 'Post seen: 1' : field.startsWith('invoice ') ? `Invoice: ${field.slice('invoice '.length)}` : `Total: ${field}`));
  return [...lines, '', ...(manner.original ? [] : forwarded(orderOf(world, manner.of), manner))];
}

/** Text in square brackets stands for what nobody wants to type: `[forwarded order]`, `[quoted order]`, `[reference]`. */
function expand(world: World, line: string, manner: Manner): readonly string[] {
  const [, what, name] = /^\[(forwarded order|quoted order|order)(?: (\S+))?\]$/.exec(line) ?? [];
  if (what === undefined) return [withReferences(world, line)];
  const order = orderOf(world, name ?? manner.of);
  if (what === 'forwarded order') return forwarded(order, manner);
  const text = changed(order.text, manner).split('\n');
  return what === 'order' ? text : ['On Sat, 21 Nov 2026 at 10:32, a customer wrote:', ...text.map((one) => `> ${one}`)];
}

const changed = (text: string, { changing }: Manner): string => {
  if (changing === null) return text;
  if (!text.includes(changing[0])) throw new Error(`"${changing[0]}" does not stand in the order`);
  return text.replace(changing[0], changing[1]);
};

function forwarded(order: Written, manner: Manner): readonly string[] {
  const [to, ...cc] = order.to;
  const header = [`From: <${order.from}>`, 'Date: Sat, 21 Nov 2026 10:32:05 +0900', `Subject: ${order.subject}`, `To: ${to}`, ...cc.map((one) => `Cc: ${one}`)];
  return ['---------- Forwarded message ----------', ...header, '', ...changed(order.text, manner).split('\n')];
}

const withReferences = (world: World, text: string): string => expandRoads(world, text).replace(/\[reference(?: (\d+))?\]/g, (_all, number?: string) => referenceIn(world, number));

/** References are seen in notices; a story names them by the order in which their payments began. */
export function referenceIn(world: World, number: string | undefined): string {
  const seen = [...new Set(world.sent.flatMap(({ notice }) => ('reference' in notice.facts && typeof notice.facts.reference === 'string' ? [notice.facts.reference] : [])))];
  const found = number === undefined ? seen.at(-1) : seen[Number(number) - 1];
  if (found === undefined) throw new Error(`no notice has shown reference ${number ?? ''} yet`);
  return found;
}

const PASSWORD_LINE = /^(?:[>|] ?)*(?:password|otp|one-time password|code|パスワード|合言葉|passwort)\s*[:：は]\s*(\S.*)$/i;

/** Passwords that were written, and what was tried as one. */
function noteSecrets(world: World, body: readonly string[]): void {
  for (const line of body) {
    const value = PASSWORD_LINE.exec(line)?.[1] ?? /^(?:OK|はい|承認します)[、, ]*(\S*\d\S*)$/i.exec(line)?.[1];
    if (value !== undefined) world.secrets.add(value.trim());
  }
}

type Draft = { readonly manner: Manner; readonly from: string; readonly to: readonly string[]; readonly subject: string; readonly text: string; readonly thread: readonly string[] };

function write(world: World, { manner, from, to, subject, text, thread }: Draft): Written {
  // Message-ID and signature follow from the number: a copy has those of the first.
  const number = manner.copyOf === null ? world.letters.length + 1 : world.letters.indexOf(letterCalled(world, manner.copyOf)) + 1;
  const [first, ...cc] = to;
  const headers = { messageId: `m${number}@${from.slice(from.lastIndexOf('@') + 1)}`, inReplyTo: thread, references: manner.after === null ? thread : [...idsNamed(world, manner.after), ...thread], subject, date: world.now, to: first === undefined ? [] : [first], cc, recipients: to };
  const originals = manner.original ? [orderOf(world, manner.of)] : [];
  const parsed: ParsedMail = {
    ...PLAIN,
    refusal: manner.unreadable === null ? null : { code: manner.unreadable, detail: 'as the story says' },
    automatic: manner.automatic,
    resent: manner.resent,
    headers,
    bodyHash: hashOf(text),
    text: text === '' ? null : text,
    alternative: manner.html === null ? null : expandRoads(world, manner.html),
    ...(manner.cheques.length === 0 ? {} : { cheques: manner.cheques }),
    ...(to.includes(BOARD) ? { toBoard: true } : {}),
    ...(manner.files.length === 0 ? {} : { invoices: manner.files.flatMap((file) => readInvoiceFile(file) ?? []) }),
    originals: originals.map((order) => ({ messageId: order.reading.headers.messageId, date: order.date, verdict: order.reading.verdict, text: changed(order.text, manner) })),
  };
  return { name: manner.name, from, to, recipients: to, subject, date: world.now, text, reading: makeReading(parsed, { ...verdictOf(from, manner.strength, number, manner.uncovered), ...(manner.dmarc === undefined ? {} : { dmarc: manner.dmarc }) }, world.digest) };
}

const PLAIN = { findings: [], bounce: null, originals: [] as readonly OriginalReading[] };

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Of an address without a canonical form the bank's reader proves nobody. */
function verdictOf(address: string, strength: SenderStrength, number: number, uncovered: readonly string[] = []): Verdict {
  if (canonicalAddress(address) === null) return { strength: 'none', address: null, signature: null, findings: [] };
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const signature = { domain, selector: 's1', b: `b${number}`, signedFields: ['from', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references'].filter((field) => !uncovered.includes(field)), signedAt: null, expiresAt: null };
  return { strength, address, signature: strength === 'signed' ? signature : null, findings: [] };
}

/** A report about a notice, as some server on the way sends it: nobody proves it, only its address is known to the notice's way alone. */
export function composeReport(world: World, notice: SentNotice, bounce: BounceReading): Written {
  const number = world.letters.length + 1;
  const from = 'mailer-daemon@mx.example';
  const [local, domain] = world.bank.bounceAddress.split('@');
  const to = [`${local}+${notice.notice.id}@${domain}`];
  const headers = { messageId: `m${number}@mx.example`, inReplyTo: [], references: [], subject: 'Undelivered Mail Returned to Sender', date: world.now, to, cc: [], recipients: to };
  const parsed: ParsedMail = { ...PLAIN, originals: [], refusal: null, automatic: 'delivery-report', resent: false, bounce, headers, bodyHash: hashOf(String(number)), text: 'Your mail could not be delivered.', alternative: null };
  const written: Written = { name: null, from, to, recipients: to, subject: headers.subject, date: world.now, text: parsed.text ?? '', reading: makeReading(parsed, verdictOf(from, 'none', number), world.digest) };
  world.letters.push(written);
  return written;
}

