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
  const entries = (context: PageContext, found: readonly CatalogueEntry[]): string => found.map((entry) => entryEvent(context, view.logs(), entry, withdrawnBy(entry, catalogue, view.logs()))).join('');
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

/** Oldest first; where there are more than a page shows, only the newest. */
function newSince(catalogue: Catalogue, after: Place | null): readonly CatalogueEntry[] {
  return catalogue
    .newest({}, BOARD_ROWS)
    .filter(({ log, index }) => after === null || log > after.log || (log === after.log && index > after.index))
    .toReversed();
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

/** `again`: a row that an open wall may have with words that are withdrawn; it is to be replaced. */
function entryEvent(context: PageContext, logs: readonly FollowedLog[], entry: CatalogueEntry, withdrawn: CatalogueEntry | null): string {
  const { words: w, language, times, now } = context;
  const placeIn = ({ log, index }: CatalogueEntry): string => `${logs[log]?.year ?? ''}/${index}`;
  const rowOf = (one: CatalogueEntry): string => entryRow(context, logs, one, times.day(now)).markup;
  const id = placeIn(entry);
  const say = [w.kinds[entry.kind].name, entry.reference ?? ''].filter((part) => part !== '').join(', ');
  return eventText('entry', { row: rowOf(entry), place: id, say, again: withdrawn === null ? null : { place: placeIn(withdrawn), row: rowOf(withdrawn) }, from: pathIn(language, `/live/${id}`) }, id);
}
