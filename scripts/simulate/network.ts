/** The mail network: delay up to days, loss with resend, duplicates, reordering, greylisting, and outages of the mailbox, SMTP and DNS. */
import type { OwedNotice } from '../../clearinghouse/core/notice.ts';
import type { SendResult } from '../../clearinghouse/protocol/letter.ts';
import { isBankAddress, type Mail } from './mail.ts';
import { DAY, HOUR, MINUTE, SECOND, type Network } from './network-type.ts';
import type { Person } from './people.ts';
import { count, note, type World } from './world.ts';

export type NetworkParts = {
  readonly world: () => World;
  readonly intake: 'lmtp' | 'imap' | 'both';
  /** Real mails are written otherwise. */
  readonly bytesOf: (mail: Mail, way: number) => Uint8Array;
  /** Told when the bank has something to do. */
  readonly wake: () => void;
  readonly gotMail: (person: Person, mail: Mail) => void;
  readonly gotNotice: (person: Person, notice: OwedNotice) => void;
  /** An LMTP delivery: false where the bank did not take it. */
  readonly deliver: (bytes: Uint8Array, mail: Mail) => Promise<boolean>;
};

export function makeNetwork(parts: NetworkParts): Network {
  const known = new Set<string>();
  let ways = 0;
  const network: Network = {
    mailbox: [],
    out: { mailbox: false, smtp: false, dns: false, board: false },
    calm: false,
    send: (mail) => sendMail(parts, network, mail),
    bring: (mail, delay) => toBank(parts, network, mail, parts.bytesOf(mail, (ways += 1)), delay),
    smtp: (notice) => handOver(parts, network, known, notice),
  };
  return network;
}

/** How long a mail takes. */
function delayOf({ world }: NetworkParts, { calm }: Network): number {
  const { network: chance } = world().chance;
  if (calm) return chance.between(SECOND, MINUTE);
  return chance.weighed([
    [80, () => chance.between(SECOND, 40 * SECOND)],
    [12, () => chance.between(MINUTE, 90 * MINUTE)],
    [5, () => chance.between(90 * MINUTE, 20 * HOUR)],
    [2, () => chance.between(20 * HOUR, 4 * DAY)],
    [1, () => chance.between(4 * HOUR, DAY) + HOUR],
  ])();
}

function sendMail(parts: NetworkParts, network: Network, mail: Mail): void {
  const world = parts.world();
  const { calendar, chance, byAddress } = world;
  note(world, `${mail.writer} writes mail ${mail.number} (${mail.strength}) from ${mail.from} to ${mail.to.join(', ')}: ${shown(mail)}`, { deals: [mail.deal] });
  for (const person of new Set(mail.to.flatMap((address) => byAddress.get(address) ?? []))) calendar.put(calendar.now() + delayOf(parts, network), () => parts.gotMail(person, mail));
  if (!mail.to.some(isBankAddress)) return;
  network.bring(mail, delayOf(parts, network));
  if (!network.calm && chance.network.happens(0.04)) {
    count(world, 'duplicates');
    network.bring(mail, delayOf(parts, network) + chance.network.between(0, 2 * HOUR));
  }
}

const shown = (mail: Mail): string => `${mail.automatic ? '[automatic] ' : ''}${mail.text.split('\n').filter((line) => line !== '' && !line.startsWith('>')).join(' / ')}${mail.original === null ? '' : ` [attached: mail ${mail.original.number}]`}${mail.cheque === null ? '' : ` [cheque ${mail.cheque.serial} of ${mail.cheque.most.minor} ${mail.cheque.most.currency} to ${mail.cheque.payee}${mail.cheque.fault === null ? '' : `, ${mail.cheque.fault}`}]`}`;

function toBank(parts: NetworkParts, network: Network, mail: Mail, bytes: Uint8Array, delay: number): void {
  const { calendar, chance } = parts.world();
  const imap = parts.intake === 'imap' || (parts.intake === 'both' && chance.network.happens(0.5));
  const attempt = async (): Promise<void> => {
    if (imap) {
      network.mailbox.push({ bytes, receivedAt: calendar.now(), mail });
      return parts.wake();
    }
    const again = (): void => calendar.put(calendar.now() + chance.network.between(5 * MINUTE, 40 * MINUTE), attempt);
    // Heard: the sender's server never learns that it was taken, and brings the same bytes again.
    const heard = network.calm || !chance.network.happens(0.01);
    if (!(await parts.deliver(bytes, mail)) || !heard) return again();
    return parts.wake();
  };
  calendar.put(calendar.now() + delay, attempt);
}

/** The outgoing server, and what is behind it. */
function handOver(parts: NetworkParts, network: Network, known: Set<string>, notice: OwedNotice): SendResult {
  const world = parts.world();
  const { calendar, byAddress, chance: { network: chance } } = world;
  if (network.out.smtp) return { outcome: 'unsent', reply: 'connection refused' };
  const person = byAddress.get(notice.to);
  if (person === undefined) return { outcome: 'refused', reply: '550 5.1.1 no such user' };
  const isDead = calendar.now() < person.deadUntil;
  if (isDead && chance.happens(0.5)) return { outcome: 'refused', reply: '550 5.1.1 no such user' };
  if (!network.calm && !known.has(notice.to) && chance.happens(0.5)) {
    known.add(notice.to);
    return { outcome: 'later', reply: '451 4.7.1 greylisted' };
  }
  if (!network.calm && chance.happens(0.01)) return { outcome: 'later', reply: '451 4.3.0 try again' };
  const deals = [world.dealOf.get(notice.inReplyTo ?? '')?.id ?? null];
  if (isDead) bounceOf(world, network, notice);
  else calendar.put(calendar.now() + Math.min(delayOf(parts, network), 2 * DAY), () => parts.gotNotice(person, notice));
  note(world, `bank → ${notice.to}: ${shownNotice(notice)}`, { deals, payments: notice.paymentId === null ? [] : [notice.paymentId] });
  if (!network.calm && chance.happens(0.01)) return { outcome: 'unanswered', reply: 'connection lost after DATA' };
  return { outcome: 'accepted', reply: '250 taken' };
}

/** The server behind takes it first and sends a report later. */
function bounceOf(world: World, network: Network, notice: OwedNotice): void {
  if (notice.nullReturnPath) return;
  const mail: Mail = {
    number: world.mails.length + 1, deal: null, writer: 'mail server', from: 'mailer-daemon@mx.example', to: [`bounce+${notice.id}@bank.example`], subject: 'Undelivered', text: 'It could not be delivered.',
    date: world.calendar.now(), thread: [], strength: 'none', automatic: false, original: null, bounce: { recipient: notice.to, originalMessageId: notice.messageId }, cheque: null,
  };
  world.mails.push(mail);
  network.bring(mail, world.chance.network.between(SECOND, HOUR));
}

function shownNotice({ facts, messageId }: OwedNotice): string {
  const parts = Object.entries(facts).flatMap(([name, value]) => {
    if (name === 'kind' || name === 'sentence' || name === 'lines' || value === null || Array.isArray(value)) return [];
    if (typeof value === 'object') return 'minor' in value ? [`${name} ${value.minor} ${value.currency}`] : 'address' in value ? [`${name} ${value.address}`] : [];
    return typeof value === 'number' && value > 1e12 ? [`${name} ${new Date(value).toISOString()}`] : [`${name} ${String(value)}`];
  });
  return `${facts.kind} <${messageId}> ${parts.join(', ')}`;
}
