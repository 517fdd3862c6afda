/** A port of this machine for a server that is begun next. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** It was free a moment ago: on loopback, where nobody else asks for one, that is enough. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
