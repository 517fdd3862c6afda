import { once } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startDovecot } from './dovecot.ts';
import type { DovecotUser, TestDovecot } from './dovecot.ts';

/** A provider for tests: a token endpoint (RFC 6749 §6, with a new refresh token each time) and a Dovecot that asks it about access tokens (RFC 7662). */

export type OAuthProvider = {
  readonly dovecot: TestDovecot;
  readonly tokenUrl: string;
  /** The refresh token that is good now; the first is `refresh-0`. */
  readonly refreshToken: () => string;
  /** How many access tokens were given. */
  readonly given: () => number;
  /** All access tokens so far are worthless from now on. */
  readonly revoke: () => void;
  /** From now on refreshing is refused as `invalid_grant`, or goes again. */
  readonly refuse: (on: boolean) => void;
  readonly stop: () => Promise<void>;
};

/** `dir` as for `startDovecot`; all tokens are those of `user`; `mechanisms` as Dovecot names them. */
export async function startOAuthProvider(dir: string, { user, password }: DovecotUser, mechanisms = 'xoauth2 oauthbearer'): Promise<OAuthProvider> {
  let number = 0;
  let revokedUpTo = 0;
  let refused = false;
  const grant = (form: URLSearchParams): readonly [number, object] => {
    if (refused || form.get('refresh_token') !== `refresh-${number}`) return [400, { error: 'invalid_grant', error_description: 'the refresh token is not good' }];
    number += 1;
    return [200, { access_token: `access-${number}`, token_type: 'Bearer', expires_in: 3600, refresh_token: `refresh-${number}` }];
  };
  const introspect = (form: URLSearchParams): readonly [number, object] => {
    const token = Number(/^access-(\d+)$/.exec(form.get('token') ?? '')?.[1] ?? 0);
    return [200, token > revokedUpTo && token <= number ? { active: true, username: user } : { active: false }];
  };
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const [status, body] = request.url === '/token' ? grant(form) : introspect(form);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const dovecot = await startDovecot({ dir, users: [{ user, password }] });
  await dovecot.halt();
  const home = join(dir, 'dovecot');
  appendFileSync(join(home, 'dovecot.conf'), `\nauth_mechanisms = $auth_mechanisms ${mechanisms}\npassdb {\n  driver = oauth2\n  mechanisms = ${mechanisms}\n  args = ${home}/oauth2.conf\n}\n`);
  writeFileSync(join(home, 'oauth2.conf'), `introspection_url = ${base}/introspect\nintrospection_mode = post\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n`, { mode: 0o644 });
  await dovecot.resume();
  const stop = async (): Promise<void> => {
    await dovecot.stop();
    http.closeAllConnections();
    http.close();
  };
  return { dovecot, tokenUrl: `${base}/token`, refreshToken: () => `refresh-${number}`, given: () => number, revoke: () => void (revokedUpTo = number), refuse: (on) => void (refused = on), stop };
}
