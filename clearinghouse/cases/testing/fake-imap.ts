/** An IMAP server (RFC 9051) of one INBOX, as small as an intake needs, that can be told to misbehave. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export type FakeImap = { readonly port: number; readonly connections: () => number; readonly commands: readonly string[]; /** How many letters each answer to a listing named. */ readonly listings: () => readonly number[]; readonly stop: () => void };

/** What a connection does instead of answering this command; null: nothing odd. */
export type Misbehave = (connection: number, command: string, tag: string, socket: Socket) => boolean;

const CAPABILITIES = 'IMAP4rev1 IDLE MOVE UIDPLUS';

export async function startFakeImap(letterOf: (uid: number) => Uint8Array, uids: readonly number[], misbehave: Misbehave = () => false): Promise<FakeImap> {
  const left = new Set(uids);
  const sockets = new Set<Socket>();
  const commands: string[] = [];
  const listings: number[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    const connection = connections;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    let rest = '';
    let idling = '';
    socket.write(`* OK [CAPABILITY ${CAPABILITIES}] ready\r\n`);
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [tag = '', ...words] = line.split(' ');
        const command = words.join(' ');
        if (!command.startsWith('UID')) commands.push(command || tag);
        if (/^UID FETCH \d+:/.test(command)) listings.push(listed(left, command).length);
        if (command === 'IDLE') idling = tag;
        if (!misbehave(connection, command, tag, socket)) answer(socket, tag === 'DONE' ? idling : tag, command, left, letterOf);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    commands,
    listings: () => listings,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function answer(socket: Socket, tag: string, command: string, left: Set<number>, letterOf: (uid: number) => Uint8Array): void {
  const done = `${tag} OK done\r\n`;
  const uid = Number.parseInt(/(?:MOVE|FETCH|STORE) (\d+)/.exec(command)?.[1] ?? '0', 10);
  if (command === '') socket.write(done);
  else if (command.startsWith('CAPABILITY')) socket.write(`* CAPABILITY ${CAPABILITIES}\r\n${done}`);
  else if (/^LIST "" ""/.test(command)) socket.write(`* LIST (\\Noselect) "/" ""\r\n${done}`);
  else if (command.startsWith('LIST')) socket.write(`* LIST () "/" INBOX\r\n* LIST () "/" Processed\r\n${done}`);
  else if (command.startsWith('STATUS')) socket.write(`* STATUS Processed (MESSAGES 0)\r\n${done}`);
  else if (/^(?:SELECT|EXAMINE)/.test(command)) socket.write(`* FLAGS (\\Seen \\Deleted)\r\n* ${left.size} EXISTS\r\n* OK [UIDVALIDITY 7] fine\r\n* OK [UIDNEXT ${Math.max(0, ...left) + 1}] fine\r\n${done}`);
  else if (command.startsWith('IDLE')) socket.write('+ idling\r\n');
  else if (/^UID FETCH \d+:/.test(command)) socket.write(listed(left, command).map((each) => `* ${each} FETCH (UID ${each})\r\n`).join('') + done);
  else if (command.startsWith('UID FETCH') && left.has(uid)) {
    const letter = Buffer.from(letterOf(uid));
    socket.write(Buffer.concat([Buffer.from(`* ${uid} FETCH (UID ${uid} RFC822.SIZE ${letter.length} INTERNALDATE "20-Nov-2026 10:00:00 +0000" BODY[]<0> {${letter.length}}\r\n`), letter, Buffer.from(`)\r\n${done}`)]));
  } else if (command.startsWith('UID MOVE')) socket.write(left.delete(uid) ? `* ${uid} EXPUNGE\r\n${done}` : done);
  else socket.write(done);
}

function listed(left: ReadonlySet<number>, command: string): readonly number[] {
  const [, from, to] = /^UID FETCH (\d+):(\d+|\*)/.exec(command) ?? [];
  const highest = Math.max(0, ...left);
  const [low = 0, high = 0] = [Number(from), to === '*' ? highest : Number(to)].sort((a, b) => a - b);
  return [...left].filter((uid) => uid >= low && uid <= high);
}
