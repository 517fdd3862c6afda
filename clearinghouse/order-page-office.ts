/** The order page put together: catalogues from their files, members from the books, mails signed and sent. A process of its own, beside the bank's. */
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BoardReport } from '../bulletin-board/ports.ts';
import { makeQuietReport } from '../bulletin-board/quiet-report.ts';
import { ConfigError, domainOf, type Config } from './config.ts';
import { noKeys } from './core/facts.ts';
import { isIdle } from './core/idle.ts';
import { isFromBefore } from './core/before-restore.ts';
import { withoutReply } from './protocol/reply-codes.ts';
import { makeMailSender } from './mail/smtp.ts';
import { signBytes } from './mail/dkim.ts';
import { outgoingAccount, tokenSources } from './mailboxes.ts';
import type { Office } from './office.ts';
import { orderMailBytes } from './order-page/mail-bytes.ts';
import { LIMITS, type MemberLook, type OrderMail, type OrderPageParts, type ShopOnPage } from './order-page/ports.ts';
import { startOrderPage, type RunningOrderPage } from './order-page/server.ts';
import { watchFile } from './order-page/watched-file.ts';
import { csvRows } from './protocol/catalogue/csv-rows.ts';
import type { Catalogue } from './protocol/catalogue/item.ts';
import { readRows } from './protocol/catalogue/read-rows.ts';
import type { ReportEvent } from './protocol/letter.ts';
import type { Store } from './store/store.ts';

/** What strangers can bring about with any request is told once a minute. */
const BY_ANYBODY: readonly string[] = ['order-page-fault', 'order-page-books'];

const LIFETIME_SECONDS = 7 * 86_400;

type ShopConfig = Config['order_page']['shops'][number];

/** Throws ConfigError where there is nothing to serve, or a catalogue can't be read: once it runs, one that becomes unreadable only closes its shop. */
export async function openOrderPage(office: Office, report: ReportEvent): Promise<RunningOrderPage> {
  const { config, rulebook, keys, clock } = office;
  const { address, listen, shops, trusted_hops: trustedHops } = config.order_page;
  if (address === undefined || listen === undefined || shops.length === 0) throw new ConfigError(`${config.file}: order_page: found no page; expected address, listen and at least one [[order_page.shops]]`);
  const sender = makeMailSender({ ...outgoingAccount(config, tokenSources(config, clock.now, report)), maxConnections: config.outgoing.max_connections, report: withoutReply(report) });
  const names = await namesOf(office.store, shops);
  const catalogues = shops.map((shop) => watchedCatalogue(office, shop, report));
  const { bank, policy } = rulebook;
  const told: BoardReport = (level, event, fields) => report(level, event, Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)])));
  const quiet = makeQuietReport(told, clock.now);
  const signing = { domain: domainOf(bank.paymentAddress), selector: config.dkim.selector, privateKey: keys.dkim };
  const running = await startOrderPage({
    listen,
    shops: () => shops.map((shop, at): ShopOnPage => ({ slug: shop.path, name: names.get(shop.address) ?? shop.address, address: shop.address, language: shop.language, catalogue: catalogues[at]?.() ?? null, taxIncluded: shop.tax_included, shipping: shop.shipping ?? null })),
    bank: { name: bank.name, paymentAddress: bank.paymentAddress, telephone: bank.telephone, asks: policy.numbersInOrder ? 'in-order' : 'choice' },
    pageAddress: address,
    member: (member, card) => lookUp(office, member, card),
    send: (mail) => sendToBoth(mail, signing, (to, bytes) => sender.send({ from: bank.bounceAddress, to }, bytes)),
    key: createHmac('sha256', keys.token).update('order-page').digest(),
    now: clock.now,
    random: (bytes) => randomBytes(bytes),
    wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    report: (level, event, fields) => (BY_ANYBODY.includes(event) ? quiet.tell(level, event, fields) : told(level, event, fields)),
    limits: LIMITS,
    trustedHops,
  } satisfies OrderPageParts & { listen: unknown });
  return { port: running.port, close: async () => (await running.close(), quiet.flush(), sender.close()) };
}

/** The shops' registered names, as they stand when the page starts. */
async function namesOf(store: Store, shops: readonly ShopConfig[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const { address } of shops) for (const { party } of await store.findParties({ address })) names.set(address, party.name);
  const unknown = shops.find((shop) => !names.has(shop.address));
  if (unknown !== undefined) throw new ConfigError(`order_page.shops: found ${unknown.address}; expected a registered address (\`kakitome party list\` shows them)`);
  return names;
}

/** Read anew when its file has changed. */
function watchedCatalogue({ config, clock }: Office, shop: ShopConfig, report: ReportEvent): () => Catalogue | null {
  const path = resolve(config.folder, shop.catalogue);
  const onFault = (error: unknown): void => report('alarm', 'catalogue-unreadable', { shop: shop.path, error: error instanceof Error ? error.message : String(error) });
  try {
    return watchFile({ path, read: () => readCatalogue(path, shop), now: clock.now, onFault });
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`order_page.shops.catalogue: ${path} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); expected a CSV file`);
  }
}

function readCatalogue(path: string, shop: ShopConfig): Catalogue {
  const rows = csvRows(readFileSync(path));
  const reading = rows.ok ? readRows(rows.rows) : rows;
  if (!reading.ok) {
    const [fault] = reading.faults;
    throw new ConfigError(`${path}${fault?.row == null ? '' : `, row ${fault.row}`}: found ${fault?.found ?? 'faults'}; expected ${fault?.expected ?? 'a catalogue'} (\`kakitome-merchant catalog check\` tells them all)`);
  }
  if (reading.catalogue.currency !== shop.currency) throw new ConfigError(`${path}: found prices in ${reading.catalogue.currency}; expected ${shop.currency}, as order_page.shops says`);
  return reading.catalogue;
}

/** One look into the books; nothing is written. */
async function lookUp({ store, rulebook, clock }: Office, address: string, cardNumber: string): Promise<MemberLook> {
  let look: MemberLook = { known: false };
  await store.withWorkingSet({ ...noKeys, addresses: [address] }, (facts) => {
    const row = facts.addresses.get(address);
    const party = row === undefined || row.removedAt !== null ? undefined : facts.parties.get(row.party);
    const card = party?.roads.card ?? null;
    if (party === undefined || row === undefined || party.suspendedAt !== null || isIdle({ now: clock.now(), policy: rulebook.policy }, row) || card === null || card.id !== cardNumber || card.state === 'sent' || isFromBefore({ now: clock.now(), policy: rulebook.policy }, card.madeAt)) return [];
    const live = [...(facts.cards.get(card.id)?.live.keys() ?? [])];
    const next = live.length === 0 ? null : Math.min(...live);
    look = { known: true, lastUsed: card.lastUsed === null ? null : { index: card.lastUsed.index, number: card.lastUsed.number }, asks: rulebook.policy.numbersInOrder ? next : null, left: live.length, locked: card.state === 'locked', read: JSON.stringify([card.lastUsed?.at ?? null, card.wrongAt.at(-1) ?? null, card.again]) };
    return [];
  });
  return look;
}

/** Safe only where both have it; a second try brings both the same mail again. */
async function sendToBoth(mail: OrderMail, signing: Parameters<typeof signBytes>[1], send: (to: string, bytes: Uint8Array) => Promise<{ readonly outcome: string }>): Promise<void> {
  const at = Math.floor(mail.date / 1000);
  const bytes = signBytes(orderMailBytes(mail), signing, at, at + LIFETIME_SECONDS);
  // The bank last: an order that only the shop has is no order.
  for (const to of mail.to) {
    const { outcome } = await send(to, bytes);
    if (outcome !== 'accepted') throw new Error('the order could not be sent');
  }
}
