import { createHash } from 'node:crypto';

/**
 * The relaxed canonical body (RFC 6376 §3.4.4): blanks in a row are one, none stands at the end of a line, no empty line at the end. Whoever has a signed
 * mail can change those without breaking a relaxed signature, and it is the same mail. Lines end in LF, the last one without. Linear in the body.
 */
const canonicalBody = (body: Buffer): string => {
  const lines = body.toString('latin1').replaceAll('\r\n', '\n').replace(/[ \t]+/g, ' ').replaceAll(' \n', '\n');
  let end = lines.length;
  while (end > 0 && (lines.charAt(end - 1) === '\n' || lines.charAt(end - 1) === ' ')) end -= 1;
  return lines.slice(0, end);
};

/** What two copies of one mail have in common of their bodies. */
export const bodyHashOf = (body: Buffer): string => createHash('sha256').update(canonicalBody(body), 'latin1').digest('hex');
