/** Whether an address is in use: after a year without a mail from it, its domain may belong to somebody else, who can sign for it (9-rules 24). */
import type { Context } from './context.ts';
import type { Address } from './party.ts';

/** When the last mail came from the address that had an effect, noted once a day; before the first one, when it was registered. */
const lastUsed = ({ provenAt, addedAt }: Address): number => provenAt ?? addedAt;

type Now = { readonly now: number; readonly policy: Pick<Context['policy'], 'idle'> };

/** Since when no mail of it was noted. */
export const quietSince = ({ policy: { idle } }: Pick<Now, 'policy'>, row: Address): number => Math.max(lastUsed(row), idle?.from ?? 0);

export const isIdle = ({ now, policy }: Now, row: Address): boolean => policy.idle !== undefined && now - quietSince({ policy }, row) >= policy.idle.span;
