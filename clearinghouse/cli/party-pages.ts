/** A bank may have a million parties: they are shown a page at a time, in the order of their ids. */
import type { Command } from 'commander';
import type { PartyId } from '../core/party.ts';
import type { PartyRow, Store } from '../store/store.ts';
import { readLimit } from './find.ts';
import { Mistake } from './mistake.ts';

export type PageOptions = { readonly limit: string; readonly after?: string };

/** `more`: the last of this page, where others follow. */
export type Page = { readonly rows: readonly PartyRow[]; readonly more: PartyId | null };

export const withPages = (command: Command): Command => command.option('--limit <number>', 'at most so many parties', '200').option('--after <id>', 'those whose ids come behind this one');

export async function readPage(store: Store, { limit: most, after }: PageOptions): Promise<Page> {
  const limit = readLimit(most);
  if (after !== undefined && !/^[1-9][0-9]{0,14}$/.test(after)) throw new Mistake(`--after: found "${after}"; expected the id of a party`);
  const rows = await store.listParties({ after: after === undefined ? null : Number(after), limit: limit + 1 });
  return rows.length <= limit ? { rows, more: null } : { rows: rows.slice(0, limit), more: rows[limit - 1]?.party.id ?? null };
}

export const moreText = (more: PartyId | null): string => (more === null ? '' : `\nMore parties follow: --after ${more}`);
