/** Who is at the other end of a connection, as far as places are shared out. */
import { isIPv6 } from 'node:net';

/**
 * The IPv4 address, or the first 64 bits of the IPv6 address: whoever has one address there has all of them. Null: this machine, which stands for
 * everybody where a web server is in front of this one.
 */
export function peerOf(address: string | undefined): string | null {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (plain === '::1' || /^127\.\d+\.\d+\.\d+$/.test(plain)) return null;
  return isIPv6(plain) ? networkOf(plain) : plain;
}

const GROUPS = 8;
const NETWORK_GROUPS = 4;

function networkOf(address: string): string {
  const [before = '', after] = address.split('::');
  const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const [first, last] = [groups(before), groups(after ?? '')];
  const zeros = Array.from({ length: after === undefined ? 0 : Math.max(0, GROUPS - first.length - last.length) }, () => '0');
  return [...first, ...zeros, ...last].slice(0, NETWORK_GROUPS).map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':');
}
