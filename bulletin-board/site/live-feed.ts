/**
 * The live feed: server-sent events to a bounded number of listeners. Everybody who listens in one language gets the same bytes. Who does not
 * read fast enough is cut off and comes back by itself, with the place of the last entry seen.
 */
import type { ServerResponse } from 'node:http';
import type { Language } from './words.ts';

export type FeedLimits = {
  readonly most: number;
  /** Of one peer. */
  readonly mostOfOne: number;
  /** Milliseconds after which a feed ends: whoever only holds a place loses it, whoever listens comes back. */
  readonly lastsFor: number;
};

export type Joining = {
  readonly language: Language;
  /** Who listens; null: nobody knows, and no share is kept. */
  readonly peer: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Written first, so that nothing between page and feed is missed. */
  readonly greeting: string;
};

export type LiveFeed = {
  /** False: there are too many, or too many of this peer. */
  readonly join: (response: ServerResponse, joining: Joining) => boolean;
  /** `render` is asked once for each language that somebody listens in. */
  readonly send: (render: (language: Language) => string) => void;
  readonly listeners: () => number;
  readonly close: () => void;
};

const MOST_UNREAD_BYTES = 262_144;

export function makeLiveFeed({ most, mostOfOne, lastsFor }: FeedLimits): LiveFeed {
  const listeners = new Map<ServerResponse, Pick<Joining, 'language' | 'peer'>>();
  const countOf = (peer: string): number => [...listeners.values()].filter((one) => one.peer === peer).length;
  const write = (response: ServerResponse, text: string): void => {
    if (text !== '') response.write(text);
    if (response.writableLength <= MOST_UNREAD_BYTES) return;
    // Its close is told later; until then nothing may be written to it.
    listeners.delete(response);
    response.destroy();
  };
  const end = (response: ServerResponse): void => {
    if (listeners.delete(response)) response.end();
  };
  return {
    listeners: () => listeners.size,
    join: (response, { language, peer, headers, greeting }) => {
      if (listeners.size >= most || (peer !== null && countOf(peer) >= mostOfOne)) return false;
      response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
      const ending = setTimeout(() => end(response), lastsFor).unref();
      response.on('close', () => {
        clearTimeout(ending);
        listeners.delete(response);
      });
      response.on('error', () => listeners.delete(response));
      listeners.set(response, { language, peer });
      write(response, `retry: 3000\n\n${greeting}`);
      return true;
    },
    send: (render) => {
      const rendered = new Map<Language, string>();
      for (const [response, { language }] of listeners) {
        if (!rendered.has(language)) rendered.set(language, render(language));
        write(response, rendered.get(language) ?? '');
      }
    },
    close: () => {
      for (const response of listeners.keys()) end(response);
    },
  };
}

/** One event; `data` is JSON, which has no line end. */
export const eventText = (event: string, data: unknown, id?: string): string => `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
