/** Answers with all their headers: what a browser may do with a page, who may read a file, how long anybody keeps it. */
import { createHash } from 'node:crypto';
import type { Served } from './web-root.ts';

const everywhere = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

/** What a page may do. The checker may not even ask its own server for anything, nor send a form. */
const policyOf = (rules: string): string => `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; ${rules}`;
const POLICY = policyOf("connect-src 'self'; form-action 'self'");
const SEALED_POLICY = policyOf("connect-src 'none'; form-action 'none'");
const NO_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const pageHeaders = {
  ...everywhere,
  'Content-Type': 'text/html; charset=utf-8',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'X-Frame-Options': 'DENY',
};

export type Asked = { readonly method: string; readonly ifNoneMatch: string | undefined };

const etagOf = (body: Uint8Array | string): string => `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

/** RFC 9110 §13.1.2: weak comparison, any of the list, or `*`. */
function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

/** 304 where the asker has it already. A HEAD has the length that the body would have. */
function answer({ method, ifNoneMatch }: Asked, status: number, body: Uint8Array | string, headers: Readonly<Record<string, string>>): Response {
  if (status !== 200) return new Response(method === 'HEAD' ? null : toBody(body), { status, headers });
  const etag = etagOf(body);
  if (isKnown(etag, ifNoneMatch)) {
    const { 'Content-Type': _type, ...kept } = headers;
    return new Response(null, { status: 304, headers: { ...kept, ETag: etag } });
  }
  return new Response(method === 'HEAD' ? null : toBody(body), { headers: { ...headers, ETag: etag, 'Content-Length': String(Buffer.byteLength(body)) } });
}

const toBody = (body: Uint8Array | string): string | Uint8Array<ArrayBuffer> => (typeof body === 'string' ? body : Uint8Array.from(body));

export const page = (asked: Asked, body: string, status = 200): Response => answer(asked, status, body, { ...pageHeaders, 'Content-Security-Policy': POLICY, 'Cache-Control': status === 200 ? 'no-cache' : 'no-store' });

export const sealedPage = (asked: Asked, body: string): Response => answer(asked, 200, body, { ...pageHeaders, 'Content-Security-Policy': SEALED_POLICY, 'Cache-Control': 'no-cache' });

/** A script or style sheet whose address changes with its content. */
export const asset = (asked: Asked, body: string, type: string): Response =>
  answer(asked, 200, body, { ...everywhere, 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'public, max-age=31536000, immutable', 'Cross-Origin-Resource-Policy': 'same-origin' });

/** Something to save; a browser never shows it as a page of ours. */
export const download = (asked: Asked, body: Uint8Array | string, name: string, type = 'application/octet-stream'): Response =>
  answer(asked, 200, body, { ...everywhere, 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"`, 'Content-Security-Policy': NO_POLICY, 'Cache-Control': 'no-cache', 'Cross-Origin-Resource-Policy': 'same-origin' });

export const text = (asked: Asked, body: string, type: string): Response =>
  answer(asked, 200, body, { ...everywhere, 'Content-Type': `${type}; charset=utf-8`, 'Content-Security-Policy': NO_POLICY, 'Cache-Control': 'no-cache' });

export const redirect = (location: string, vary: boolean, status: 302 | 303 = 302): Response =>
  new Response(null, { status, headers: { ...everywhere, Location: location, 'Cache-Control': vary ? 'no-cache' : 'no-store', ...(vary ? { Vary: 'Accept-Language' } : {}) } });

/** Files of a log are for everybody, from any page of the web (4-board §1.5). */
export const openToAll = { ...everywhere, 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin', 'Content-Security-Policy': NO_POLICY };

const fileHeaders: Readonly<Record<Served, Readonly<Record<string, string>>>> = {
  checkpoint: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=2' },
  immutable: { 'Content-Type': 'application/octet-stream', 'Cache-Control': 'public, max-age=31536000, immutable' },
  // It may be erased: nobody is told to keep it.
  face: { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=60' },
  about: { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=60' },
};

export const securityHeaders: Readonly<Record<string, string>> = { ...everywhere, 'Content-Security-Policy': NO_POLICY, 'Cross-Origin-Resource-Policy': 'same-origin' };

export const logFile = (asked: Asked, body: Uint8Array, kind: Served): Response => answer(asked, 200, body, { ...openToAll, ...fileHeaders[kind] });

/** A tile that is not there yet may be there in a second: nobody keeps the 404. */
export const noFile = ({ method }: Asked): Response => new Response(method === 'HEAD' ? null : 'Not found\n', { status: 404, headers: { ...openToAll, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } });

export const wrongMethod = (): Response => new Response('Only GET and HEAD\n', { status: 405, headers: { ...everywhere, Allow: 'GET, HEAD, OPTIONS', 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } });

export const preflight = (): Response => new Response(null, { status: 204, headers: { ...openToAll, 'Access-Control-Allow-Methods': 'GET, HEAD', 'Access-Control-Allow-Headers': '*', 'Access-Control-Max-Age': '86400' } });

export const busy = (): Response => new Response('Too many listeners; the page works without\n', { status: 503, headers: { ...everywhere, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', 'Retry-After': '60' } });
