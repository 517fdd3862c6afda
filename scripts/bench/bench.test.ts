/** A short run of the benchmark: it works, the books are right, and it tells all that it promises. No time is asserted. */
import { createServer, type AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { makeCast, makeDeals } from './deals.ts';
import { openLines } from './lines.ts';
import { makeLoad, type Load } from './load.ts';
import { measuredOf, reportText, spreadOf, type Measured } from './report.ts';
import { runBench, type BenchOptions } from './run.ts';
import { startSink, type Arrival } from './sink.ts';

const short: BenchOptions = { intake: 'smtp', mode: { kind: 'closed', users: 4 }, payments: 14, warmUp: 2, buyers: 2, shops: 1, board: true, floor: true, history: null, nodeOptions: [], say: () => undefined };

const isAmount = (value: number): boolean => Number.isFinite(value) && value >= 0;

function checkMeasured(t: ExecutionContext, measured: Measured, payments: number): void {
  t.is(measured.payments, payments);
  for (const value of [measured.seconds, measured.paymentsPerSecond, measured.cpuMs, measured.cpuU, measured.signMs, measured.generatorMs, measured.peakMegabytes]) t.true(isAmount(value) && value > 0, JSON.stringify(measured));
  t.true(Object.values(measured.threadsMs).every(isAmount) && Object.keys(measured.threadsMs).length > 1);
  for (const { p50, p99, max } of [measured.latency.question, measured.latency.receipt, measured.latency.whole]) t.true(isAmount(p50) && p50 <= p99 && p99 <= max);
}

test.serial('by SMTP in a closed loop, with the board, a history before it and the floor', async (t) => {
  const report = await runBench({ ...short, history: { accounts: 30, payments: 20, lettersKept: 20 } });
  t.deepEqual(report.checked.faults, []);
  t.is(report.checked.settled, 16);
  t.is(report.checked.letters, 48);
  t.true(report.checked.audited);
  t.true(Object.values(report.looks ?? {}).length > 5 && Object.values(report.looks ?? {}).every(isAmount));
  t.true(report.checked.notices >= 48);
  checkMeasured(t, report.bank, 14);
  if (report.floor === null) return t.fail('the floor was asked for');
  checkMeasured(t, report.floor, 14);
  t.true(report.physicalU > 3 && report.physicalU < report.bank.cpuU);
  t.deepEqual(JSON.parse(JSON.stringify(report)), report);
  const text = reportText(report);
  t.regex(text, /CPU per payment, U/);
  t.regex(text, /the audit is clean, 16 payments settled exactly once/);
});

/** A bank that answers in no time: what is handed to it and what it writes, without servers. */
function makePuppet(): { readonly load: Load; readonly most: () => number } {
  let [listener, references, open, most]: [((arrival: Arrival) => void) | null, number, number, number] = [null, 0, 0, 0];
  const write = (to: string, subject: string, more: Partial<Arrival> = {}): void => {
    listener?.({ at: performance.now(), to: [to], subject, replyTo: '', messageId: `${subject}.${to}@bank.example`, references: '', ...more });
  };
  const hand = async (from: string, _to: string, raw: Buffer): Promise<void> => {
    await new Promise(setImmediate);
    const text = raw.toString('latin1');
    const subject = /^Subject: (.*)$/m.exec(text)?.[1] ?? '';
    if (subject.startsWith('Order')) most = Math.max(most, (open += 1));
    else if (subject.startsWith('Fwd')) write('buyer', `Pay? [0000-${String((references += 1)).padStart(4, '0')}]`, { references: `<order.${/d\d+/.exec(subject)?.[0] ?? ''}@x>`, replyTo: 'pay+q.1@bank.example' });
    else {
      open -= 1;
      const reference = /\[[0-9-]+\]/.exec(subject)?.[0] ?? '';
      write(from, `Paid ${reference}`);
      write('shop', `Paid, ship ${reference}`);
    }
  };
  const load = makeLoad({ hand, close: () => undefined }, { port: 0, onArrival: (next) => void (listener = next), stop: async () => undefined });
  return { load, most: () => most };
}

test('a closed loop has as many payments under way as it has users, an open one plays all', async (t) => {
  const deals = makeDeals(makeCast(1, 1), 12);
  const closed = makePuppet();
  t.is((await closed.load.play(deals, { kind: 'closed', users: 3 })).timed.length, 12);
  t.is(closed.most(), 3);
  const opened = makePuppet();
  const { timed } = await opened.load.play(deals, { kind: 'open', rate: 2_000 });
  t.is(timed.length, 12);
  t.true(timed.every(({ question, receipt, whole }) => question >= 0 && receipt >= 0 && whole >= question + receipt));
  t.is(opened.load.arrived.size, 36);
});

test('a line on which the server has hung up is replaced', async (t) => {
  const arrivals: Arrival[] = [];
  const sink = await startSink();
  sink.onArrival((arrival) => void arrivals.push(arrival));
  const lines = await openLines(sink.port, false, 1);
  const mail = (id: string): Buffer => Buffer.from(`From: a@buyer.example\r\nSubject: one\r\n that is folded\r\nMessage-ID: <${id}@x>\r\n\r\nHello\r\n`);
  await lines.hand('a@buyer.example', 'b@shop.example', mail('first'));
  lines.close();
  await lines.hand('a@buyer.example', 'b@shop.example', mail('second'));
  lines.close();
  await sink.stop();
  t.deepEqual(arrivals.map(({ messageId }) => messageId), ['first@x', 'second@x']);
  t.like(arrivals[0], { subject: 'one that is folded', replyTo: '', to: ['b@shop.example'] });
});

test('a server that ends a line with 421 gets the mail over another one', async (t) => {
  const arrivals: string[] = [];
  let lines = 0;
  const server = createServer((socket) => {
    const own = (lines += 1);
    socket.write('220 ready\r\n');
    let body = false;
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').filter((one) => one !== '')) {
        if (body) {
          if (line === '.') socket.write('250 taken\r\n');
          body = line !== '.';
        } else if (line.startsWith('MAIL') && own === 1) socket.write('421 4.4.2 Connection open for too long\r\n');
        else if (line === 'DATA') {
          body = true;
          arrivals.push(`line ${own}`);
          socket.write('354 go on\r\n');
        } else socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const opened = await openLines((server.address() as AddressInfo).port, false, 1);
  await opened.hand('a@buyer.example', 'b@shop.example', Buffer.from('Subject: one\r\n\r\nHello\r\n'));
  await opened.hand('a@buyer.example', 'b@shop.example', Buffer.from('Subject: two\r\n\r\nHello\r\n'));
  opened.close();
  await new Promise((resolve) => server.close(resolve));
  t.deepEqual(arrivals, ['line 2', 'line 2']);
});

test('the 99th of a hundred values is the 99th, and of one it is that one', (t) => {
  t.deepEqual(spreadOf(Array.from({ length: 100 }, (_, index) => 100 - index)), { p50: 50, p99: 99, max: 100 });
  t.deepEqual(spreadOf([7]), { p50: 7, p99: 7, max: 7 });
});

test('per payment, and in signatures', (t) => {
  const timed = [{ question: 1, receipt: 2, whole: 3 }, { question: 1, receipt: 2, whole: 3 }];
  const measured = measuredOf({ played: { timed, seconds: 4 }, cpuMs: 10, threads: { WorkerThread: 6 }, generatorMs: 2, signMs: 0.25, disk: [2, 1, 9], peakMegabytes: 100 });
  t.like(measured, { payments: 2, paymentsPerSecond: 0.5, cpuMs: 5, cpuU: 20, threadsMs: { WorkerThread: 3 }, generatorMs: 1, disk: { p50: 2, p99: 9, max: 9 } });
});
