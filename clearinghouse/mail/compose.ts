import type { KeyObject } from 'node:crypto';
import { canonicalDomain } from '../protocol/address.ts';
import type { SignMail } from '../protocol/letter.ts';
import { checkDraft } from './checked-draft.ts';
import { composeDirectly, type PlainMail } from './compose-directly.ts';
import { composeGenerally } from './compose-generally.ts';
import { assertRsa, partsOfMail, signMail } from './dkim.ts';

export { dkimRecord, generateDkimKey, readDkimKey } from './dkim.ts';

/** A mail draft becomes bytes, signed. The same draft, key and time give the same bytes. Rejects with RangeError for a draft that is our own bug (see `CheckedDraft`). */

export type SignerSettings = {
  /** The signing domain: From must be in it or below it. */
  readonly domain: string;
  readonly selector: string;
  readonly privateKey: KeyObject;
  readonly signatureLifetimeSeconds?: number;
  /** False: the thread that asks signs by itself; it has nothing else to do. Default: aside. */
  readonly aside?: boolean;
  /** The time of signing, in milliseconds; without it the draft's date. */
  readonly now?: () => number;
};

const LIFETIME_SECONDS = 7 * 24 * 60 * 60;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Throws RangeError for a key that is not RSA-2048 or better, and for a domain or selector that is none. */
export function makeMailSigner(settings: SignerSettings): SignMail {
  const domain = canonicalDomain(settings.domain);
  if (domain === null) throw new RangeError(`not a domain: ${JSON.stringify(settings.domain)}`);
  if (!settings.selector.split('.').every((label) => LABEL.test(label))) throw new RangeError(`not a DKIM selector: ${JSON.stringify(settings.selector)}`);
  assertRsa(settings.privateKey);
  const key = { domain, selector: settings.selector, privateKey: settings.privateKey };
  const lifetime = settings.signatureLifetimeSeconds ?? LIFETIME_SECONDS;
  return async (draft) => {
    const checked = checkDraft(draft, domain);
    const mail: PlainMail = composeDirectly(checked) ?? partsOfMail(await composeGenerally(checked));
    const signedAt = Math.floor((settings.now?.() ?? draft.date) / 1000);
    return signMail(mail, key, signedAt, signedAt + lifetime, settings.aside ?? true);
  };
}
