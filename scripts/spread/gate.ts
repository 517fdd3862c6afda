/** A port that leads to another one, which may change: what a moved address or a proxy is to a bank whose database has failed over. */
import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

export type Gate = {
  readonly port: number;
  /** From now on to this port; connections that are there end. */
  readonly lead: (port: number) => void;
  readonly stop: () => Promise<void>;
};

export async function openGate(target: number): Promise<Gate> {
  let to = target;
  const sockets = new Set<Socket>();
  const endAll = (): void => sockets.forEach((socket) => socket.destroy());
  const server = createServer((near) => {
    const far = createConnection(to, '127.0.0.1');
    for (const [one, other] of [[near, far], [far, near]] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    lead: (port) => {
      to = port;
      endAll();
    },
    stop: async () => {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}
