/**
 * Valid mails of all kinds, mutated, and the judgement on what the bank would do with each: never a crash, never a consent, an order or a
 * claim that the mail did not carry. Half are signed after the mutation, so that the content's own defences are tried and not the signature's.
 */
import { simpleParser } from 'mailparser';
import type { Effect } from '../../core/decision.ts';
import { foldSecret } from '../../protocol/secret.ts';
import { SHOP, type CaseBank } from './bank.ts';
import { makeRandom, mutate } from './mutations.ts';
import { rehearse, type Rehearsal } from './rehearse.ts';
import { answerMail, ask, domainIn, forwardMail, forwardText, INVOICE, newBuyer, orderMail, orderText, PW, signed, takeOrder, TOTAL } from './trade.ts';
import { SIGNED_FIELDS, signMail, writeMail, type TestMail } from '../../../scripts/test-mail.ts';

/** `consents`: the mail carries a consent itself. */
export type Base = { readonly name: string; readonly kind: 'answer' | 'order' | 'forward'; readonly mail: TestMail; readonly consents: boolean; readonly expected: string };

/** Every kind once, with an open question, a waiting order, and a buyer who has not ordered yet. */
export async function makeBases(bank: CaseBank): Promise<readonly Base[]> {
  const asked = await ask(bank);
  const [ordering, waiting] = [await newBuyer(bank), await newBuyer(bank)];
  const order = await takeOrder(bank, waiting);
  const rawOrder = signed(bank, order);
  const reply = (name: string, text: string | null, expected: string, more: Partial<TestMail> = {}): Base => ({ name, kind: 'answer', mail: answerMail(bank, asked, text, more), consents: expected === 'settled', expected });
  const quoted = asked.questionText.split('\n').map((line) => `> ${line}`).join('\n');
  const html = (text: string): string => `<div dir="ltr">${text}</div><div class="gmail_quote"><blockquote>${asked.questionText.replaceAll('\n', '<br>')}</blockquote></div>`;
  const forward = (name: string, more: Partial<TestMail>): Base => ({ name, kind: 'forward', mail: forwardMail(bank, waiting, more), consents: false, expected: 'asked' });
  return [
    reply('consent', `OK ${PW}\n\n${quoted}\n`, 'settled'),
    reply('consent in both forms', `OK ${PW}\n`, 'settled', { html: html(`OK ${PW}`) }),
    reply('consent in Japanese', `承認します ${PW}\n`, 'settled', { charset: 'iso-2022-jp' }),
    reply('refusal', `NO ${PW}\n\n${quoted}\n`, 'refused'),
    reply('wrong password', 'OK maple-7731-crow\n', 'wrong-password'),
    reply('a condition', `OK ${PW}\nbut only if it is in stock\n`, 'answer-unclear'),
    reply('two forms that differ', `Thank you.\n`, 'answer-unclear', { html: html(`OK ${PW}`) }),
    reply('OK in the text, NO in the HTML', `OK ${PW}\n`, 'answer-unclear', { html: html(`NO ${PW}`) }),
    reply('an attached consent', 'See the file.\n', 'answer-unclear', { attachments: [{ filename: 'a.txt', type: 'text/plain', content: Buffer.from(`OK ${PW}\r\n`) }] }),
    reply('a program', `OK ${PW}\n`, 'automatic', { headers: [['Auto-Submitted', 'auto-replied'], ['Precedence', 'bulk']] }),
    { name: 'order', kind: 'order', mail: orderMail(bank, ordering), consents: false, expected: 'order-received' },
    { name: 'order in both forms', kind: 'order', mail: orderMail(bank, ordering, { html: `<div>${orderText(ordering).replaceAll('\n', '<br>')}</div>` }), consents: false, expected: 'order-received' },
    forward('forward', { text: forwardText(waiting, orderText(waiting), INVOICE) }),
    forward('forward with the very mail', { text: INVOICE, attachments: [{ filename: 'order.eml', type: 'message/rfc822', content: rawOrder }] }),
    forward('forward in HTML', { text: null, html: `<div>Total: 4,741 JPY<br><br>---------- Forwarded message ---------<br>From: &lt;${waiting}&gt;<br>Subject: Order<br>To: &lt;${SHOP}&gt;<br><br>${orderText(waiting).replaceAll('\n', '<br>')}</div>` }),
  ];
}

/** With what tells a program's mail: where a provider leaves that unsigned, whoever carries the mail can take it away. */
const SIGNED = [...SIGNED_FIELDS, 'auto-submitted', 'precedence'];

export type Verdict = { readonly tried: number; readonly outcomes: ReadonlyMap<string, number>; readonly broken: readonly string[] };

const totalAsked = (effects: readonly Effect[]): bigint | null => {
  const facts = effects.flatMap((effect) => (effect.kind === 'notice' && effect.notice.facts.kind === 'question' ? [effect.notice.facts] : []))[0];
  return facts === undefined ? null : facts.total.minor;
};

/** What a reader that is not the bank's own makes of the mail. */
async function otherReading(bytes: Uint8Array): Promise<string> {
  const parsed = await simpleParser(Buffer.from(bytes), {}).catch(() => null);
  return `${parsed?.text ?? ''}\n${parsed?.html === false ? '' : (parsed?.html ?? '').replace(/<[^<>]*>/g, '\n')}`;
}

/** Why the bank's decision is one that the unmutated mail does not carry; null: it is fine. */
async function fault(base: Base, bytes: Uint8Array, signedAfter: boolean, { disposition, effects, reading }: Rehearsal): Promise<string | null> {
  const moves = effects.some((effect) => effect.kind === 'transferred');
  if (moves && base.kind !== 'answer') return 'money moves by a mail that is no answer';
  if (moves && !base.consents && !signedAfter) return 'a consent that the mail does not carry';
  if (moves && !base.consents) {
    const shown = foldSecret((await otherReading(bytes)).split('\n').find((line) => /^\W*OK/i.test(line)) ?? '') ?? '';
    if (!shown.includes(foldSecret(PW) ?? '?')) return 'a consent that no other reader sees';
    if (/^(?:auto-submitted|precedence):/im.test(Buffer.from(bytes).toString('latin1').split(/\r?\n\r?\n/)[0] ?? '')) return 'a consent by a program';
  }
  const asked = totalAsked(effects);
  if (asked !== null && base.kind !== 'forward') return 'a question by a mail that is no forward';
  if (asked !== null && asked !== TOTAL && !signedAfter) return `a question about ${asked}`;
  if (asked !== null && asked !== TOTAL && !(await otherReading(bytes)).replace(/[^0-9]/g, '').includes(String(asked))) return `a total of ${asked} that no other reader sees`;
  if (disposition?.code === 'order-received' && !signedAfter && (base.kind !== 'order' || reading.text?.lines.filter((line) => line !== '').length !== 5)) return 'an order that the mail does not carry';
  return null;
}

/** Tries `count` mutants from `seed` on; the first faults are told with their seed, so that each can be tried again alone. */
export async function tryMutants(bank: CaseBank, bases: readonly Base[], count: number, seed: number, progress: (tried: number) => void = () => undefined): Promise<Verdict> {
  const outcomes = new Map<string, number>();
  const broken: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const base = bases[(seed + index) % bases.length];
    if (base === undefined) break;
    const random = makeRandom(seed + index);
    const signedAfter = random() < 0.5;
    const domain = bank.domain(domainIn(base.mail.from));
    const sign = (raw: Uint8Array): Buffer => signMail(raw, domain, { time: bank.world.now, fields: SIGNED });
    const plain = writeMail(base.mail);
    const { bytes, names } = mutate(signedAfter ? plain : sign(plain), random);
    const raw = signedAfter ? sign(bytes) : bytes;
    const told = `seed ${seed + index}, ${base.name}, signed ${signedAfter ? 'after' : 'before'}: ${names.join(', ')}`;
    try {
      const rehearsal = await rehearse(bank, raw);
      const outcome = `${rehearsal.disposition?.kind ?? 'waits'} ${rehearsal.disposition?.code.replace(/ \d+$/, '') ?? ''}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      const found = await fault(base, raw, signedAfter, rehearsal);
      if (found !== null) broken.push(`${told}: ${found}`);
    } catch (error) {
      broken.push(`${told}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    if (index % 1_000 === 999) progress(index + 1);
  }
  return { tried: count, outcomes, broken };
}
