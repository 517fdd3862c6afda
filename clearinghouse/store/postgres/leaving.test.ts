/** A process that ends while the network to its database is cut: it does not wait for an answer that never comes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import test from 'ava';
import { startServer } from './testing/server.ts';

test('closed while the network is cut, the store keeps no process from ending', async (t) => {
  const server = await startServer();
  t.teardown(server.stop);
  const sockets: Socket[] = [];
  const between = createServer((socket) => {
    const far = connect(server.postgres.port, '127.0.0.1');
    for (const one of [socket, far]) sockets.push(one.on('error', () => undefined));
    socket.pipe(far).pipe(socket);
  });
  between.listen(0, '127.0.0.1');
  await once(between, 'listening');
  t.teardown(() => {
    for (const one of sockets) one.destroy();
    between.close();
  });
  const url = `postgres://kakitome@127.0.0.1:${(between.address() as AddressInfo).port}/postgres`;
  const code = `const { openPostgresStore } = await import(${JSON.stringify(new URL('./open.ts', import.meta.url).href)});
    const store = await openPostgresStore({ url: ${JSON.stringify(url)}, letterKey: new Uint8Array(32).fill(7), poolSize: 2, lockTimeoutMs: 2_000, statementTimeoutMs: 2_000 });
    console.log('open');
    process.stdin.once('data', async () => {
      await store.close();
      process.stdin.destroy();
    });`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  // Nothing passes any more, and nobody hangs up.
  for (const one of sockets) one.unpipe().pause();
  child.stdin.write('close\n');
  const ended = await Promise.race([once(child, 'exit').then(([code]: unknown[]) => code), new Promise((resolve) => setTimeout(resolve, 10_000, 'hangs').unref())]);
  t.is(ended, 0);
});
