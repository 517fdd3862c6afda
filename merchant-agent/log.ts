/** The daemon's log: one JSON line for each event, on stderr. No mail's text, no secret: steps report none, and fields named like one are left out. */
import { writeSync } from 'node:fs';
import { pino, type DestinationStream } from 'pino';
import type { ReportEvent } from '../clearinghouse/protocol/letter.ts';
import type { Config } from './config.ts';

export type Log = { readonly report: ReportEvent; readonly fatal: (error: unknown) => void };

const STDERR = 2;
/** Milliseconds. */
const SLOW_READER = 20;
const SECRET_NAMES = ['password', 'pass', 'secret', 'token', 'text', 'body', 'bytes'];
const LONGEST = 2_000;

/** A line is written before the call returns: the last line of a daemon that dies is the one that tells why. */
export function makeLog(level: Config['log']['level'], destination: DestinationStream = writtenTo(STDERR)): Log {
  const logger = pino({ level, base: null, messageKey: 'event', timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) }, redact: { paths: SECRET_NAMES, remove: true } }, destination);
  const report: ReportEvent = (severity, event, fields) => {
    const shown = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' ? value.slice(0, LONGEST) : value]));
    switch (severity) {
      case 'info':
        return logger.info(shown, event);
      case 'warn':
        return logger.warn(shown, event);
      case 'alarm':
        return logger.error({ alarm: true, ...shown }, event);
      default:
        return severity satisfies never;
    }
  };
  return { report, fatal: (error) => logger.fatal({ error: error instanceof Error ? (error.stack ?? error.message).slice(0, LONGEST) : String(error) }, 'fault') };
}

/** A line that can't be written (a full disk) is dropped: nobody's work ends by it. Not pino's own file, which tries its last line for ever. */
export const writtenTo = (fd: number): DestinationStream => ({
  write: (line) => {
    for (let rest = Buffer.from(line); rest.length > 0; ) {
      try {
        rest = rest.subarray(writeSync(fd, rest));
      } catch (error) {
        // Whoever reads a pipe is slow: waited for, as by a pipe that blocks.
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SLOW_READER);
      }
    }
  },
});
