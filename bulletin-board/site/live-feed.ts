/**
 * The live feed: server-sent events to a bounded number of listeners. Everybody who listens in one language gets the same bytes. Who does not
 * read fast enough is cut off and comes back by itself, with the place of the last entry seen.
 */
import type { ServerResponse } from 'node:http';
import type { Language } from './words.ts';

export type LiveFeed = {
  /** False: there are too many. `greeting` is written first, so that nothing between page and feed is missed. */
  readonly join: (response: ServerResponse, language: Language, headers: Readonly<Record<string, string>>, greeting: string) => boolean;
  /** `render` is asked once for each language that somebody listens in. */
  readonly send: (render: (language: Language) => string) => void;
  readonly listeners: () => number;
  readonly close: () => void;
};

const MOST_UNREAD_BYTES = 262_144;

export function makeLiveFeed(most: number): LiveFeed {
  const listeners = new Map<ServerResponse, Language>();
  const write = (response: ServerResponse, text: string): void => {
    if (text !== '') response.write(text);
    if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
  };
  return {
    listeners: () => listeners.size,
    join: (response, language, headers, greeting) => {
      if (listeners.size >= most) return false;
      response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
      response.on('close', () => listeners.delete(response));
      listeners.set(response, language);
      write(response, `retry: 3000\n\n${greeting}`);
      return true;
    },
    send: (render) => {
      const rendered = new Map<Language, string>();
      for (const [response, language] of listeners) {
        if (!rendered.has(language)) rendered.set(language, render(language));
        write(response, rendered.get(language) ?? '');
      }
    },
    close: () => {
      for (const response of listeners.keys()) response.end();
    },
  };
}

/** One event; `data` is JSON, which has no line end. */
export const eventText = (event: string, data: unknown, id?: string): string => `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
