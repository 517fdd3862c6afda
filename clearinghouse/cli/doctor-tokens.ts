/** The access tokens of one examination: mailboxes and outgoing server that share a refresh token share its exchange, as in the daemon. */
import type { Config } from '../config.ts';
import { tokenSources, type TokenSources } from '../mailboxes.ts';
import { systemClock } from '../office.ts';

export type ExaminedTokens = { readonly tokens: TokenSources; /** A new refresh token that could not be saved; null: nothing of the kind. */ readonly complaint: () => string | null };

const EXCHANGE_MS = 8_000;
const examined = new WeakMap<Config, ExaminedTokens>();

export function tokensOf(config: Config): ExaminedTokens {
  const known = examined.get(config);
  if (known !== undefined) return known;
  const complaints: string[] = [];
  const tokens = tokenSources(config, systemClock.now, (_level, _event, fields) => void complaints.push(`${fields['file']}: the new refresh token was not saved (${fields['fault']}); ${fields['advice']}`), EXCHANGE_MS);
  const made = { tokens, complaint: () => complaints[0] ?? null };
  examined.set(config, made);
  return made;
}
