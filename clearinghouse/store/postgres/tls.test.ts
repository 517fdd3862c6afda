/** A TLS connection to the server that breaks in the middle, over a real TLS session whose bytes are changed on the way: an outage, as any other lost connection. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import test from 'ava';
import { isOutage } from '../../stages/outage.ts';
import { letter } from '../conformance/samples.ts';
import { openPool } from './connection.ts';
import { KEY, startServer, type Server } from './testing/server.ts';
import { openPostgresStore } from './open.ts';

const NO_HINTS = { from: null, messageId: null };

let server: Server;
let front: { readonly url: string; readonly spoil: (how: Spoil | null) => void; readonly stop: () => void };

test.before(async () => {
  server = await startServer();
  front = await startFront(server.postgres.port);
});

test.after.always(async () => {
  front.stop();
  await server.stop();
});

type Spoil = (bytes: Buffer) => Buffer;

const portOf = (of: NetServer): number => (of.address() as AddressInfo).port;

async function listening(onConnection: (socket: Socket) => void): Promise<NetServer> {
  const made = createServer((socket) => {
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  made.listen(0, '127.0.0.1');
  await once(made, 'listening');
  return made;
}

/** TLS before a server that has none, as PostgreSQL begins it, and before that a cable that may change what comes from there. */
async function startFront(port: number): Promise<typeof front> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-tls-'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=localhost', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')], { stdio: 'ignore' });
  const [key, cert] = [readFileSync(join(folder, 'key.pem')), readFileSync(join(folder, 'cert.pem'))];
  rmSync(folder, { recursive: true });
  const tls = await listening((socket) => {
    socket.once('data', () => {
      socket.write('S');
      const inside = new TLSSocket(socket, { isServer: true, key, cert });
      const outside = connect(port, '127.0.0.1');
      for (const one of [inside, outside]) one.on('error', () => undefined).on('close', () => void (inside.destroy(), outside.destroy()));
      inside.pipe(outside).pipe(inside);
    });
  });
  let spoil: Spoil | null = null;
  const cable = await listening((socket) => {
    const far = connect(portOf(tls), '127.0.0.1');
    far.on('error', () => undefined).on('close', () => socket.destroy());
    socket.on('close', () => far.destroy());
    socket.pipe(far);
    far.on('data', (bytes: Buffer) => void socket.write(spoil === null ? bytes : spoil(bytes)));
  });
  return {
    url: `postgres://kakitome@127.0.0.1:${portOf(cable)}/postgres?sslmode=no-verify`,
    spoil: (how) => void (spoil = how),
    stop: () => [tls, cable].forEach((one) => void one.close()),
  };
}

const lastChanged: Spoil = (bytes) => {
  const changed = Buffer.from(bytes);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  return changed;
};

const WAYS: Readonly<Record<string, Spoil>> = {
  'a byte that was changed': lastChanged,
  'bytes that are no TLS': () => Buffer.from('HTTP/1.1 502 Bad Gateway\r\n\r\n'),
  'an alert of the other side in the clear': () => Buffer.from([21, 3, 3, 0, 2, 2, 80]),
};

for (const [name, spoil] of Object.entries(WAYS)) {
  test.serial(`${name} in the middle of a TLS connection: every verb is refused as an outage, and the same store goes on with a new one`, async (t) => {
    const schema = `tls_${Object.keys(WAYS).indexOf(name)}`;
    const store = await openPostgresStore({ url: front.url, letterKey: KEY, schema, poolSize: 1, lockTimeoutMs: 5_000, statementTimeoutMs: 5_000 });
    t.false((await store.keepLetter(letter('one'), NO_HINTS, 1)).duplicate);
    for (const verb of [() => store.keepLetter(letter('two'), NO_HINTS, 1), () => store.reconcile()]) {
      front.spoil(spoil);
      const refused = await t.throwsAsync(verb()).finally(() => front.spoil(null));
      t.true(isOutage(refused), String(refused));
      t.true((await store.keepLetter(letter('one'), NO_HINTS, 1)).duplicate);
    }
    await store.close();
  });
}

test.serial('it is a TLS connection that the others break', async (t) => {
  const pool = openPool({ url: front.url.replace('no-verify', 'verify-full'), schema: 'none', poolSize: 1, lockTimeoutMs: 5_000, statementTimeoutMs: 5_000, readOnly: false });
  await t.throwsAsync(pool.use(async () => t.fail('there is a connection')), { code: 'io', message: /self-signed certificate/ });
  await pool.close();
});
