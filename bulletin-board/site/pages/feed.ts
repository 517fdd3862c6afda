/** The newest entries as an Atom feed (RFC 4287), in English. An entry's id is the address of its page without a language: it never changes. */
import type { CatalogueEntry } from '../catalogue.ts';
import type { FollowedLog } from '../follower.ts';
import { escaped } from '../html.ts';
import type { BoardIdentity } from '../layout.ts';
import { iso } from '../times.ts';
import { words } from '../words.ts';
import { entryPath } from './rows.ts';

export const FEED_ENTRIES = 50;

/** `changedAt`: what stands for the time of entries that tell none. */
export function atomFeed(board: BoardIdentity, logs: readonly FollowedLog[], entries: readonly CatalogueEntry[], changedAt: number): string {
  const w = words.en;
  const newest = entries.reduce((latest, { at }) => Math.max(latest, at ?? 0), 0) || changedAt;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>${escaped(w.feed.title(board.name))}</title>
<id>${escaped(board.url)}/feed.atom</id>
<updated>${iso(newest)}</updated>
<link rel="self" type="application/atom+xml" href="${escaped(board.url)}/feed.atom"/>
<link rel="alternate" type="text/html" href="${escaped(board.url)}/en/"/>
<author><name>${escaped(board.name)}</name></author>
${entries.map((entry) => feedEntry(board, logs[entry.log]?.year ?? '', entry, newest)).join('')}</feed>
`;
}

function feedEntry({ url }: BoardIdentity, year: string, { kind, index, reference, at, state }: CatalogueEntry, otherwise: number): string {
  const w = words.en;
  const path = entryPath(year, index);
  const about = reference ?? (state === 'withdrawn' ? w.feed.withdrawn : `${year}/${index}`);
  return `<entry>
<title>${escaped(`${w.kinds[kind].name}: ${about}`)}</title>
<id>${escaped(url)}${path}</id>
<updated>${iso(at ?? otherwise)}</updated>
<link rel="alternate" type="text/html" href="${escaped(url)}/en${path}"/>
<summary>${escaped(w.kinds[kind].means)}</summary>
</entry>
`;
}
