/** The shop of a configuration, as the steps know it; and the readers' settings. */
import type { TrustPolicy } from '../bulletin-board/format/policy.ts';
import { parsePolicy } from '../bulletin-board/format/policy.ts';
import { Malformed } from '../bulletin-board/format/malformed.ts';
import { GATE_LIMITS } from '../clearinghouse/mail/gate.ts';
import type { ReaderSettings } from '../clearinghouse/mail/read-letter.ts';
import type { ReportEvent } from '../clearinghouse/protocol/letter.ts';
import { DNS_SETTINGS } from '../clearinghouse/mail/resolver.ts';
import type { DnsSettings } from '../clearinghouse/mail/resolver.ts';
import { money } from '../clearinghouse/protocol/money.ts';
import { stateFileBeside } from './board/board-look.ts';
import type { BoardSettings } from './board/board-look.ts';
import { ConfigError, databasePath, pathOf, readNamedFile } from './config.ts';
import type { Config } from './config.ts';
import type { Seller } from './invoice/invoice.ts';
import type { PriceRules } from './order/order.ts';
import type { Shop } from './steps/shop.ts';

export function shopOf(config: Config): Shop {
  const { shop, bank, invoice, forward, shipping } = config;
  return {
    name: shop.name,
    address: shop.address,
    bank: bank.address,
    bankName: bank.name ?? null,
    orderPage: bank.order_page ?? null,
    board: looksAtBoard(config) ? { address: bank.board_address ?? null, every: bank.board_url !== undefined, wait: bank.board_wait } : null,
    shopkeepers: shop.shopkeepers ?? [shop.address],
    subAddresses: shop.sub_addresses,
    replyProof: shop.reply_proof,
    language: shop.language,
    timeZone: shop.time_zone,
    seller: sellerOf(config),
    rules: rulesOf(config),
    invoicePrefix: invoice.prefix,
    mode: forward.mode,
    toldBehind: forward.told_behind,
    askAbove: forward.ask_above ?? null,
    shipTo: shipping.mail_to ?? null,
    webhook: shipping.webhook !== undefined,
    keepFor: config.store.keep_personal,
  };
}

const looksAtBoard = ({ bank }: Config): boolean => bank.board_address !== undefined || bank.board_url !== undefined;

export const boardSettings = (config: Config, policy: TrustPolicy, now: () => number): BoardSettings => ({ policy, url: config.bank.board_url ?? null, stateFile: stateFileBeside(databasePath(config)), now });

function sellerOf({ shop, seller }: Config): Seller {
  const { endpoint_scheme: scheme, endpoint_id: id } = seller;
  return {
    name: shop.name,
    addressLines: seller.address_lines,
    city: seller.city,
    postalZone: seller.postal_zone,
    country: seller.country,
    vatId: seller.vat_id ?? null,
    companyId: seller.company_id ?? null,
    endpoint: scheme === undefined || id === undefined ? null : { scheme, id },
    email: shop.address,
    iban: seller.iban ?? null,
  };
}

export function rulesOf({ prices, catalogue }: Config): PriceRules {
  const fee = prices.shipping_fee ?? money(catalogue.currency, 0n);
  return { taxIncluded: prices.tax_included, shipping: { fee, freeFrom: prices.shipping_free_from ?? null, taxRate: prices.shipping_tax_rate } };
}

/** Throws ConfigError where the file is missing or no policy. */
export function policyOf(config: Config): TrustPolicy {
  const text = readNamedFile(config, 'bank.policy_file', config.bank.policy_file, 'the policy file of the bank\'s board');
  try {
    return parsePolicy(text);
  } catch (error) {
    if (error instanceof Malformed) throw new ConfigError(`${config.file}: bank.policy_file: ${pathOf(config, config.bank.policy_file)}: ${error.message}`);
    throw error;
  }
}

/** The policy file as it stands now, so that a new year's log needs no restart; while it can't be used the one before stays in force. */
export function policyNow(config: Config, first: TrustPolicy, report: ReportEvent): () => TrustPolicy {
  let last = first;
  return () => {
    try {
      last = policyOf(config);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      report('alarm', 'policy-unusable', { trouble: error.message });
    }
    return last;
  };
}

export const dnsSettings = ({ dns }: Config): DnsSettings => ({ ...DNS_SETTINGS, servers: dns.servers });

/** `pepper`: 32 bytes for the digests of passwords within a reading. No own addresses: what is ours is known by its Message-ID. */
export function readerSettings(config: Config, pepper: Uint8Array): ReaderSettings {
  return {
    peppers: [{ version: 1, key: pepper }],
    dns: dnsSettings(config),
    limits: { ...GATE_LIMITS, sizeWithOriginalBytes: config.mailbox.max_bytes, sizeBytes: Math.min(GATE_LIMITS.sizeBytes, config.mailbox.max_bytes) },
    authentication: { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] },
    ownAddresses: [],
    // Each order is written to the bank: of each the reader makes the commitment that its post would bear.
    ...(looksAtBoard(config) ? { boardAddress: config.bank.address } : {}),
  };
}
