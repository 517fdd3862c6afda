/** Whom the checker trusts: the keys and the policy that came with its page, or the keys that somebody has typed there. */
import { parseKey, type VerifierKey } from '../../format/key.ts';
import { Malformed } from '../../format/malformed.ts';
import { parsePolicy, type TrustPolicy } from '../../format/policy.ts';
import { siblingName } from '../../verify/limits.ts';

/** As they stand in the page. `keys`: vkeys of logs, one a line; `policy`: a tlog-policy of witnesses and quorum. */
export type PageTrust = { readonly keys: string; readonly policy: string };

const isLogKey = ({ type }: VerifierKey): boolean => type !== 4;

const keysIn = (text: string): readonly VerifierKey[] => text.split(/\s+/).filter((word) => word !== '').map(parseKey);

/** Vkeys between blanks of any kind; none where nothing is written. Null: it is no key, or not one of them is a log's. */
export function readTyped(text: string): readonly VerifierKey[] | null {
  try {
    const keys = keysIn(text);
    return keys.length === 0 || keys.some(isLogKey) ? keys : null;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/**
 * Null: no log's key is known. Typed keys of logs take the place of the page's. The page's witnesses and quorum hold for all logs of its board, whoever names
 * their keys: what the bank's own policy does not take for proved is not shown as proved. They say nothing of another bank's log.
 */
export function trustOf(page: PageTrust, typed: readonly VerifierKey[]): TrustPolicy | null {
  const known = keysIn(page.keys);
  const logs = typed.length === 0 ? known : typed.filter(isLogKey);
  if (logs.length === 0) return null;
  const own = logs.some(({ name }) => known.some((key) => siblingName(key.name, name) !== null));
  const { witnesses, groups, quorum } = parsePolicy(own && page.policy !== '' ? page.policy : 'quorum none');
  const others = typed.filter((key) => !isLogKey(key) && !witnesses.some((one) => one.key.text === key.text));
  return { logs: logs.map((key) => ({ key, url: null })), witnesses: [...witnesses, ...others.map((key) => ({ name: key.text, key, url: null }))], groups, quorum };
}
