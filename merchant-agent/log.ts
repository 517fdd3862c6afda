/** The daemon's log: one JSON line for each event, on stderr. No mail's text, no secret: steps report none, and fields named like one are left out. */
import { pino, type DestinationStream } from 'pino';
import type { ReportEvent } from '../clearinghouse/protocol/letter.ts';
import type { Config } from './config.ts';

export type Log = { readonly report: ReportEvent; readonly fatal: (error: unknown) => void };

const SECRET_NAMES = ['password', 'pass', 'secret', 'token', 'text', 'body', 'bytes'];
const LONGEST = 2_000;

/** A line is written before the call returns: the last line of a daemon that dies is the one that tells why. */
export function makeLog(level: Config['log']['level'], destination: DestinationStream = pino.destination({ fd: 2, sync: true })): Log {
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
