/** Servers of a shop's programs: one that answers as it is told, and one that does on its socket whatever it likes. All on 127.0.0.1, port 0. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createSocketServer, type AddressInfo, type Socket } from 'node:net';
import type { ExecutionContext } from 'ava';

export type Received = { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };
export type Answer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** `received` fills with what came. The last answer stays. */
export async function receiver(t: ExecutionContext, ...answers: readonly Answer[]): Promise<{ readonly url: string; readonly received: readonly Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString() });
      const { status, headers = {}, body = '' } = answers[Math.min(received.length, answers.length) - 1] ?? { status: 200 };
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

/** `behave` is given each connection once its request has begun to come. */
export async function rawReceiver(t: ExecutionContext, behave: (socket: Socket) => void): Promise<string> {
  const open = new Set<Socket>();
  const server = createSocketServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    socket.once('data', () => behave(socket));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}
