/** An outgoing server that takes a mail and never says what became of it: it must not keep the bank from ending. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { dirname } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { loadConfig } from '../config.ts';
import { openOffice } from '../office.ts';
import type { NoticeRow } from '../store/store.ts';
import { inProcess, newBank, startDaemon } from './testing/bench.ts';

type Silent = { readonly port: number; readonly contents: string[]; speaks: boolean };

/** Behind the dot it says something only once it `speaks`. */
async function startServer(t: ExecutionContext): Promise<Silent> {
  const sockets = new Set<Socket>();
  const net = createServer({ allowHalfOpen: true }, (socket) => {
    let content: string[] | null = null;
    sockets.add(socket);
    socket.on('error', () => undefined).write('220 hello\r\n');
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      for (const line of chunk.split('\r\n').slice(0, -1)) {
        if (content === null) {
          if (line === 'DATA') content = [];
          socket.write(line === 'DATA' ? '354 go on\r\n' : '250 fine\r\n');
        } else if (line !== '.') {
          content.push(line);
        } else {
          silent.contents.push(content.join('\r\n'));
          content = null;
          if (silent.speaks) socket.write('250 kept\r\n');
        }
      }
    });
  });
  net.listen(0, '127.0.0.1');
  await once(net, 'listening');
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    net.close();
  });
  const silent: Silent = { port: (net.address() as AddressInfo).port, contents: [], speaks: false };
  return silent;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(50);
}

async function noticesOf(config: string): Promise<readonly NoticeRow[]> {
  const office = await openOffice(loadConfig(config), { report: () => undefined, completeUntil: () => 0 });
  try {
    return await office.store.listNotices({ payment: null, status: null, limit: 9 });
  } finally {
    await office.close();
  }
}

test('a server that is silent behind a mail holds up the end by seconds; after the next start the same bytes go again', async (t) => {
  const server = await startServer(t);
  const config = await newBank(t, (toml) => toml.replace('port = 25\n', `port = ${server.port}\n`));
  t.is((await inProcess('party', 'add', 'Takao Sasaki', '--address', 'takao@buyer.example', '--currency', 'JPY', '--config', config)).code, 0);
  t.is((await inProcess('address', 'add', 'Takao Sasaki', 'takao@mobile.example', '--config', config)).code, 0);
  const daemon = await startDaemon(t, dirname(config));
  await until(() => server.contents.length === 1);
  daemon.signal('SIGTERM');
  const began = performance.now();
  const ended = await Promise.race([daemon.ended, pause(40_000, null, { ref: false })]);
  t.is(ended?.code, 0, `it has not ended after ${(performance.now() - began) / 1_000} seconds, or with a fault: ${daemon.log()}`);
  t.like((await noticesOf(config))[0], { status: 'made', attempts: 0, detail: 'EABORT: broken off: the outgoing mail is being closed' });
  server.speaks = true;
  const next = await startDaemon(t, dirname(config));
  await until(() => server.contents.length === 2);
  t.regex(server.contents[0] ?? '', /^Message-ID: /m);
  t.is(server.contents[1], server.contents[0]);
  next.signal('SIGTERM');
  t.is((await next.ended).code, 0);
  t.is((await noticesOf(config))[0]?.status, 'sent');
});
