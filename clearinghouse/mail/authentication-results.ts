import { segments, withoutComments } from './content-type.ts';
import { valuesOf } from './header-fields.ts';
import type { HeaderField } from './header-fields.ts';

/**
 * Authentication-Results (RFC 8601) of the one server that the operator named. It proves as much as that server's care in removing forged ones,
 * so it never carries more than HELP, BALANCE and STATUS.
 */

/** What an Authentication-Results value says of DMARC: its result and header.from, both in lower case. */
export const dmarcClaim = (value: string): { readonly authservId: string; readonly result: string; readonly from: string } | null => {
  const [first = '', ...results] = segments(withoutComments(value));
  const authservId = first.trim().split(/\s/)[0]?.toLowerCase() ?? '';
  for (const text of results) {
    const match = /^\s*dmarc\s*=\s*([a-z]+)(?:\s|$)/i.exec(text);
    if (match === null) continue;
    const from = /\sheader\.from\s*=\s*"?([^\s";]+)/i.exec(text)?.[1] ?? '';
    return { authservId, result: (match[1] ?? '').toLowerCase(), from: from.toLowerCase().replace(/\.$/, '') };
  }
  return authservId === '' ? null : { authservId, result: 'none', from: '' };
};

/** Whether the topmost Authentication-Results of `authservId` says dmarc=pass for `domain`. A forged one can only stand below it. */
export const resultsVouch = (fields: readonly HeaderField[], authservId: string, domain: string): boolean => {
  const claims = valuesOf(fields, 'authentication-results').map(dmarcClaim);
  const own = claims.find((claim) => claim?.authservId === authservId.toLowerCase());
  return own?.result === 'pass' && own.from === domain;
};
