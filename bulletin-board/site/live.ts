/** What the live feed says: each new entry as a row, and the texts of the board that change by themselves. */
import type { ServerResponse } from 'node:http';
import { securityHeaders } from './answers.ts';
import type { Catalogue, CatalogueEntry, Place } from './catalogue.ts';
import type { FollowedLog } from './follower.ts';
import { pathIn, type PageContext } from './layout.ts';
import { eventText, makeLiveFeed, type FeedLimits } from './live-feed.ts';
import { BOARD_ROWS, textsOf } from './pages/board-page.ts';
import { entryRow, troubleNotice } from './pages/rows.ts';
import { peerOf } from './peer.ts';
import type { View } from './view.ts';
import type { Language } from './words.ts';

export type Live = {
  /** `after`: `<year>/<index>` of the last entry seen, or `start`. False: too many listen already, or too many of this address. */
  readonly join: (response: ServerResponse, context: PageContext, after: string) => boolean;
  /** Entries of this log from `from` on are shown now. */
  readonly tellNew: (log: FollowedLog, from: number) => void;
  readonly tellState: () => void;
  readonly close: () => void;
};

export type LiveParts = { readonly limits: FeedLimits; readonly catalogue: Catalogue; readonly view: View; readonly contextFor: (language: Language) => PageContext };

export function makeLive({ limits, catalogue, view, contextFor }: LiveParts): Live {
  const feed = makeLiveFeed(limits);
  const entries = (context: PageContext, { shown, skipped }: Found): string => {
    const logs = view.logs();
    const withdrawn = skipped?.flatMap((entry) => withdrawnBy(entry, catalogue, logs) ?? []);
    // First what is gone: who is cut off before the end comes back for the rest of both.
    const gone = withdrawn === undefined ? eventText('stale', {}) : withdrawn.map((entry) => eventText('again', placedRow(context, logs, entry))).join('');
    return gone + shown.map((entry) => entryEvent(context, logs, entry, withdrawnBy(entry, catalogue, logs))).join('');
  };
  const state = (context: PageContext): string => {
    const board = view.state(context.now);
    return eventText('state', { texts: textsOf(context, board), trouble: troubleNotice(context, board.logs, board.faulty).markup, today: context.times.day(context.now) });
  };
  return {
    join: (response, context, after) => {
      const greeting = entries(context, newSince(catalogue, placeOf(view, after))) + state(context);
      return feed.join(response, { language: context.language, peer: peerOf(response.req.socket.remoteAddress), headers: securityHeaders, greeting });
    },
    tellNew: (log, from) => {
      if (feed.listeners() === 0) return;
      const found = newSince(catalogue, { log: log.number, index: from - 1 });
      feed.send((language) => entries(contextFor(language), found) + state(contextFor(language)));
    },
    tellState: () => feed.send((language) => state(contextFor(language))),
    close: feed.close,
  };
}

/** So many rows are told anew beside the entries themselves: with them an answer stays below what a listener may leave unread. */
const MOST_AGAIN = 200;

/** `skipped`: withdrawals before the entries shown, of rows that an open page may have. Null: there are too many of them. */
type Found = { readonly shown: readonly CatalogueEntry[]; readonly skipped: readonly CatalogueEntry[] | null };

/** Oldest first; where there are more than a page shows, only the newest, and of the others what they withdraw. */
function newSince(catalogue: Catalogue, after: Place | null): Found {
  const isNew = ({ log, index }: Place): boolean => after === null || log > after.log || (log === after.log && index > after.index);
  const shown = catalogue.newest({}, BOARD_ROWS).filter(isNew);
  const oldest = shown.at(-1);
  // Who has seen no entry has no row.
  if (after === null || oldest === undefined || shown.length < BOARD_ROWS) return { shown: shown.toReversed(), skipped: [] };
  const skipped = catalogue.newest({ kind: 'withdrawn' }, MOST_AGAIN + 1, oldest).filter(isNew);
  return { shown: shown.toReversed(), skipped: skipped.length > MOST_AGAIN ? null : skipped.toReversed() };
}

/** Null: everything is new to whoever asks so. */
function placeOf(view: View, after: string): Place | null {
  const [, year, index] = /^([^/]{1,41})\/(\d{1,15})$/.exec(after) ?? [];
  return year === undefined ? null : view.place(year, Number(index));
}

/** The entry whose face this one withdraws, as it is shown since; null: it withdraws none that is here. */
function withdrawnBy({ of }: CatalogueEntry, catalogue: Catalogue, logs: readonly FollowedLog[]): CatalogueEntry | null {
  const log = of === null ? undefined : logs.find(({ origin }) => origin === of.origin);
  return of === null || log === undefined ? null : catalogue.entry({ log: log.number, index: of.index });
}

const placeIn = (logs: readonly FollowedLog[], { log, index }: Place): string => `${logs[log]?.year ?? ''}/${index}`;

type PlacedRow = { readonly place: string; readonly row: string };
const placedRow = (context: PageContext, logs: readonly FollowedLog[], entry: CatalogueEntry): PlacedRow => ({ place: placeIn(logs, entry), row: entryRow(context, logs, entry, context.times.day(context.now)).markup });

/** `again`: a row that an open wall may have with words that are withdrawn; it is to be replaced. */
function entryEvent(context: PageContext, logs: readonly FollowedLog[], entry: CatalogueEntry, withdrawn: CatalogueEntry | null): string {
  const { words: w, language } = context;
  const id = placeIn(logs, entry);
  const say = [w.kinds[entry.kind].name, entry.reference ?? ''].filter((part) => part !== '').join(', ');
  return eventText('entry', { ...placedRow(context, logs, entry), say, again: withdrawn === null ? null : placedRow(context, logs, withdrawn), from: pathIn(language, `/live/${id}`) }, id);
}
