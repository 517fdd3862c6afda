/** Answers with their headers. Nothing of the page is kept by anybody, framed by anybody, or sends anything elsewhere; it has no script at all. */
import { createHash } from 'node:crypto';

const everywhere: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=31536000',
};

const pageHeaders: Readonly<Record<string, string>> = {
  ...everywhere,
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex',
  Vary: 'Accept-Language',
};

export type Status = 200 | 202 | 400 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 502 | 503;

export const page = (body: string, status: Status = 200, more: Readonly<Record<string, string>> = {}): Response => new Response(body, { status, headers: { ...pageHeaders, ...more } });

/** To an address relative to the one that was asked for; by GET. */
export const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { ...everywhere, Location: location, 'Cache-Control': 'no-store' } });

export type Asset = { readonly body: string; readonly name: string };

/** The style sheet's name changes with its content. */
export const makeStyle = (body: string): Asset => ({ body, name: `style.${createHash('sha256').update(body).digest('hex').slice(0, 16)}.css` });

export const styleSheet = ({ body }: Asset): Response => new Response(body, { headers: { ...everywhere, 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=31536000, immutable' } });
