import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import { Connection, type ConnectionOptions } from './smtp-connection.ts';

/**
 * One connection to the outgoing server: opened once, then mail after mail goes over it. Beside `smtp-connection.ts` the only file that deals with nodemailer's own,
 * which is not the door that most of its users come in by: its version is pinned, and smtp-pool.test.ts holds what is relied on here.
 */

export type LineOptions = ConnectionOptions & {
  /** Null: none is configured. It is tried also where the server does not offer one. */
  readonly login: { readonly user: string; readonly password: string } | { readonly user: string; readonly token: XOAuth2.Options } | null;
};

export type Mail = { readonly from: string; readonly to: string; readonly bytes: Uint8Array };

export type Line = {
  /** Rejects with what nodemailer tells of it, where the server can't be reached or will not have us. */
  readonly open: () => Promise<void>;
  /** The server's reply to the mail. One at a time. */
  readonly send: (mail: Mail) => Promise<string>;
  /** The reply to one command of the dialogue that is no mail. */
  readonly ask: (command: string) => Promise<string>;
  /** How many mails were tried over it. */
  readonly tried: () => number;
  /** Of the mail that was tried last the server has not been given a single byte. */
  readonly untouched: () => boolean;
  /** Ready for another mail, after whatever became of the last: false where the connection is gone, or in no state for one. */
  readonly reset: () => Promise<boolean>;
  readonly isOpen: () => boolean;
  /** At once; whatever runs is rejected. */
  readonly close: () => void;
};

export function makeLine({ login, ...options }: LineOptions): Line {
  const connection = new Connection(options);
  let ended: Error | null = null;
  let running: ((fault: Error) => void) | null = null;
  let tried = 0;
  let untouched = true;
  const end = (fault: Error): void => {
    ended ??= fault;
    running?.(ended);
  };
  connection.on('error', end);
  connection.once('end', () => end(closedFault()));

  /** nodemailer does not call back where the connection ends by our own doing, or while it has nothing to do with the server. */
  const run = <T>(begin: (done: (fault: Error | null | undefined, result: T) => void) => void): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (ended !== null) return reject(ended);
      running = reject;
      begin((fault, result) => (fault ? reject(fault) : resolve(result)));
    }).finally(() => (running = null));

  return {
    open: async () => {
      await run<void>((done) => connection.connect((fault) => done(fault, undefined)));
      if (login !== null) await run<void>((done) => connection.login(credentialsOf(login), (fault) => done(fault, undefined)));
    },
    send: async ({ from, to, bytes }) => {
      tried += 1;
      untouched = true;
      const content = new Readable({
        read() {
          untouched = false;
          this.push(bytes);
          this.push(null);
        },
      });
      const { response } = await run<SMTPConnection.SentMessageInfo>((done) => connection.send({ from, to: [to] }, content, done));
      return response;
    },
    ask: (command) => run<string>((done) => connection.ask(command, (reply) => done(null, reply))),
    tried: () => tried,
    untouched: () => untouched,
    reset: async () => {
      if (connection.destroyed) return false;
      return run<void>((done) => connection.reset((fault) => done(fault, undefined))).then(
        () => true,
        () => false,
      );
    },
    isOpen: () => ended === null && !connection.destroyed,
    close: () => connection.close(),
  };
}

const closedFault = (): Error => Object.assign(new Error('connection closed'), { code: 'ECONNECTION' });

/** As nodemailer's own transports hand them to `login`; its published types leave the user out. */
function credentialsOf(login: Exclude<LineOptions['login'], null>): SMTPConnection.AuthenticationCredentials {
  const { user } = login;
  const given = 'token' in login ? { user, method: 'XOAUTH2', oauth2: new XOAuth2(login.token) } : { user, credentials: { user, pass: login.password } };
  return given as unknown as SMTPConnection.AuthenticationCredentials;
}
