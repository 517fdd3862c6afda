/** States of the console, made by hand, and requests that may say any Host. */
import { request } from 'node:http';
import type { MonitorResult } from '../../../bulletin-board/monitor.ts';
import { finding } from '../../../bulletin-board/monitor/findings.ts';
import type { ConsoleState } from '../state.ts';

export const NOW = Date.parse('2026-11-21T10:32:00Z');
const none = { count: 0, more: false };

export const monitored = (more: Partial<MonitorResult> = {}): MonitorResult => ({
  startedAt: NOW - 61_000,
  endedAt: NOW - 60_000,
  full: true,
  checked: { changes: 12, entries: 11, faces: 10, logs: 1, witnessCopies: 2 },
  findings: [],
  counts: {},
  next: { sound: true, payment: 0, logs: [] },
  ...more,
});

export const quiet: ConsoleState = {
  at: NOW,
  letters: { received: 21, waiting: 1, byDisposition: { advanced: 9, answered: 4, recorded: 3, 'nothing-new': 2, refused: 2, 'set-aside': 0 } },
  notices: { owed: { count: 2, more: false }, made: none, failed: none, bounced: none },
  payments: { 'awaiting-forward': { count: 3, more: false }, 'awaiting-order': none, 'awaiting-roads': none, 'awaiting-funds': none, 'awaiting-answer': { count: 1, more: false }, settled: { count: 1_000, more: true }, ended: none },
  deadlinesLate: none,
  disputes: { count: 2, more: false, overdue: none },
  refunds: none,
  held: [{ currency: 'JPY', accounts: 1, minor: 2_660n }],
  tasks: { count: 0, more: false, newest: [] },
  mailboxes: [{ mailbox: 'pay@imap.bank.example', haltedSince: null, wholeAt: NOW - 7_200_000, waiting: null }],
  board: { logs: [{ origin: 'board.bank.example/board/2026', state: 'active', assigned: 11, publishedSize: 11, size: 11, signedAt: NOW - 90_000 }], waiting: null, monitor: { last: monitored(), dueAt: NOW + 600_000, failed: null, runs: 3 } },
  alarms: { total: 0, newest: [] },
};

/** What strangers may write into what staff read. */
export const EVIL = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>\u202Ereversed\u0007`;

export const troubled: ConsoleState = {
  ...quiet,
  letters: { ...quiet.letters, received: 22 },
  deadlinesLate: { count: 2, more: true },
  disputes: { count: 3, more: false, overdue: { count: 1, more: false } },
  refunds: { count: 1, more: false },
  notices: { ...quiet.notices, failed: { count: 1, more: false } },
  tasks: { count: 1, more: false, newest: [{ number: 3, id: 't1', code: 'bounce', detail: `The notice to ${EVIL} came back.`, letterId: 7, payment: 'K7F3-K29Q', at: NOW - 5_000 }] },
  mailboxes: [
    { mailbox: `${EVIL}@imap.bank.example`, haltedSince: NOW - 600_000, wholeAt: NOW - 97_200_000, waiting: { sentAt: NOW - 60_000, late: false } },
    { mailbox: 'bounce@imap.bank.example', haltedSince: null, wholeAt: null, waiting: { sentAt: NOW - 1_800_000, late: true } },
  ],
  board: {
    logs: [{ origin: 'board.bank.example/board/2026', state: 'active', assigned: 13, publishedSize: 11, size: 12, signedAt: NOW - 90_000 }],
    waiting: { oldestAt: NOW - 7_300_000, count: 2 },
    monitor: {
      last: monitored({ findings: [finding('leaf-differs', EVIL, `the entry ${EVIL} in the database has other bytes`), finding('witness-silent', 'w', `the witness w said ${EVIL}`)], counts: { 'leaf-differs': 3, 'witness-silent': 1 } }),
      dueAt: NOW + 600_000,
      failed: 'disk I/O error',
      runs: 4,
    },
  },
  alarms: { total: 2, newest: [{ at: NOW - 1_000, event: EVIL, detail: JSON.stringify({ from: EVIL }) }] },
};

export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>; readonly body: string };

export const ask = (port: number, path: string, { method = 'GET', host = `127.0.0.1:${port}` } = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => void (body += text));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.once('error', reject);
    sent.end();
  });
