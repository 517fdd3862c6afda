import { oneLine } from './fault.ts';
import { TokenEndpointFault, postForm } from './oauth-endpoint.ts';
import type { FormAnswer } from './oauth-endpoint.ts';

/**
 * Access tokens for a mailbox or an outgoing server (XOAUTH2, OAUTHBEARER: RFC 7628), got with a refresh token (RFC 6749 §6). An access token is held in
 * memory until shortly before it expires. One refresh runs at a time; whoever asks meanwhile gets its token. No secret stands in any error.
 */

export type OAuthSettings = {
  /** https; http to a loopback address alone. */
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Null for a public client. Asked for at each refresh, like the refresh token, so that a change of the file counts without a restart. */
  readonly clientSecret: () => Promise<string | null>;
  readonly refreshToken: {
    readonly load: () => Promise<string>;
    /** The endpoint has given a new one in its place (RFC 6749 §6); the old one may be worthless from now on. */
    readonly save: (token: string) => Promise<void>;
  };
  readonly scope: string | null;
  /** PEM of a private authority; the public ones are known. */
  readonly tlsCa?: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The new refresh token could not be saved; it is held in memory and saved at the next refresh. */
  readonly notSaved: (fault: unknown) => void;
  /** For the whole exchange. Default 15,000. */
  readonly timeoutMs?: number;
  /** How long a failure stands before the endpoint is asked again. Default 15,000. */
  readonly failureMs?: number;
};

export type AccessToken = { readonly token: string; /** Milliseconds since 1970. */ readonly expiresAt: number };

/** `refused`: a server did not take that token, which is then never given again. Rejects with OAuthFault. */
export type TokenSource = (refused?: string) => Promise<AccessToken>;

/** `authenticationFailed`: the endpoint refuses us, so that trying again soon is of no use; else it was away or answered nonsense. */
export class OAuthFault extends Error {
  override readonly name = 'OAuthFault';
  readonly authenticationFailed: boolean;

  constructor(message: string, authenticationFailed: boolean) {
    super(message);
    this.authenticationFailed = authenticationFailed;
  }
}

const TIMEOUT_MS = 15_000;
const FAILURE_MS = 15_000;
const MARGIN_MS = 60_000;
/** Where the endpoint does not tell (RFC 6749 §5.1 lets it). */
const UNKNOWN_LIFETIME_SECONDS = 300;
const LONGEST_LIFETIME_SECONDS = 86_400;
/** A token travels in a SASL message between \x01 and \x01, and in a line of a file. */
const TOKEN = /^[\x21-\x7e]{1,8192}$/;
/** RFC 6749 §5.2: what is about us, not about the moment. */
const OURS: readonly string[] = ['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope'];

/** Throws RangeError for a URL that is neither https nor http to loopback, or that bears a login. */
export function makeTokenSource(settings: OAuthSettings): TokenSource {
  if (!isTokenUrl(settings.tokenUrl)) throw new RangeError('a token endpoint is reached by https, by http on loopback alone, and its URL bears no login');
  let held: AccessToken | null = null;
  let underWay: Promise<AccessToken> | null = null;
  let unsaved: string | null = null;
  let failure: { readonly fault: unknown; readonly until: number } | null = null;

  const keep = async (next: string | null, before: string): Promise<void> => {
    const token = next ?? unsaved;
    if (token === null || (token === before && unsaved === null)) return;
    unsaved = token;
    try {
      await settings.refreshToken.save(token);
      unsaved = null;
    } catch (fault) {
      settings.notSaved(fault);
    }
  };
  const refresh = async (): Promise<AccessToken> => {
    const askedAt = settings.now();
    const refreshToken = unsaved ?? (await settings.refreshToken.load());
    const clientSecret = await settings.clientSecret();
    const answer = await exchange(settings, refreshToken, clientSecret);
    const grant = readGrant(answer, settings, [refreshToken, clientSecret ?? '']);
    await keep(grant.refreshToken, refreshToken);
    return { token: grant.accessToken, expiresAt: askedAt + 1_000 * grant.lifetimeSeconds };
  };
  return async (refused) => {
    if (held !== null && held.token !== refused && isFresh(held, settings.now())) return held;
    // Many mails that wait for a login must not become as many questions.
    if (failure !== null && settings.now() < failure.until) throw failure.fault;
    underWay ??= refresh().finally(() => (underWay = null));
    held = null;
    failure = null;
    try {
      held = await underWay;
      return held;
    } catch (fault) {
      failure = { fault, until: settings.now() + (settings.failureMs ?? FAILURE_MS) };
      throw fault;
    }
  };
}

const isFresh = ({ expiresAt }: AccessToken, now: number): boolean => now < expiresAt - MARGIN_MS;

export function isTokenUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname));
}

const placeOf = (settings: OAuthSettings): string => `token endpoint ${new URL(settings.tokenUrl).host}`;

async function exchange(settings: OAuthSettings, refreshToken: string, clientSecret: string | null): Promise<FormAnswer> {
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: settings.clientId });
  if (clientSecret !== null) form.set('client_secret', clientSecret);
  if (settings.scope !== null) form.set('scope', settings.scope);
  try {
    return await postForm(new URL(settings.tokenUrl), form.toString(), settings.timeoutMs ?? TIMEOUT_MS, settings.tlsCa);
  } catch (fault) {
    if (!(fault instanceof TokenEndpointFault)) throw fault;
    throw new OAuthFault(`${placeOf(settings)}: ${fault.message}`, false);
  }
}

type Grant = { readonly accessToken: string; readonly refreshToken: string | null; readonly lifetimeSeconds: number };

function readGrant({ status, body }: FormAnswer, settings: OAuthSettings, secrets: readonly string[]): Grant {
  const fields = readObject(body);
  if (status !== 200) throw refusal(status, fields, settings, secrets);
  const { access_token: accessToken, refresh_token: refreshToken, token_type: type, expires_in: lifetime } = fields;
  const nonsense = (what: string): OAuthFault => new OAuthFault(`${placeOf(settings)}: its answer holds no ${what}`, false);
  if (typeof accessToken !== 'string' || !TOKEN.test(accessToken)) throw nonsense('access_token');
  if (type !== undefined && (typeof type !== 'string' || type.toLowerCase() !== 'bearer')) throw nonsense('token of the type Bearer');
  if (refreshToken !== undefined && (typeof refreshToken !== 'string' || !TOKEN.test(refreshToken))) throw nonsense('usable refresh_token');
  const seconds = Number(lifetime ?? UNKNOWN_LIFETIME_SECONDS);
  return { accessToken, refreshToken: refreshToken ?? null, lifetimeSeconds: seconds > 0 ? Math.min(seconds, LONGEST_LIFETIME_SECONDS) : UNKNOWN_LIFETIME_SECONDS };
}

function readObject(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Also where it was cut off. */
const SECRET_FIELD = /\b(refresh_token|client_secret|access_token)=[^&\s]*/gi;

/** As it is, as a form encodes it (a blank as +), percent-encoded in part or twice, in any case. */
function anyWritingOf(secret: string): RegExp {
  const encoded = (character: string): string => [...Buffer.from(character)].map((byte) => `%(?:25)*${[...byte.toString(16).padStart(2, '0')].map((digit) => `[${digit}${digit.toUpperCase()}]`).join('')}`).join('');
  const writings = (character: string): string => `(?:\\u{${(character.codePointAt(0) ?? 0).toString(16)}}|${encoded(character)}${character === ' ' ? '|\\+' : ''})`;
  return new RegExp([...secret].map(writings).join(''), 'gu');
}

/** Error and description alone (RFC 6749 §5.2), and of these no secret: an endpoint may repeat what it was sent. */
function refusal(status: number, fields: Readonly<Record<string, unknown>>, settings: OAuthSettings, secrets: readonly string[]): OAuthFault {
  const { error, error_description: description } = fields;
  const code = typeof error === 'string' ? error : '';
  const told = [`status ${status}`, code, typeof description === 'string' ? description : ''].filter((part) => part !== '').join(': ');
  const safe = secrets.filter((secret) => secret !== '').reduce((text, secret) => text.replace(anyWritingOf(secret), '…'), told).replace(SECRET_FIELD, '$1=…');
  return new OAuthFault(oneLine(`${placeOf(settings)}: ${safe}`), OURS.includes(code) || status === 401);
}
