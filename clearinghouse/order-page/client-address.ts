/** Who asks, as far as limits need it. */
import { BlockList, isIP } from 'node:net';

/**
 * The client's IPv4 address or the first 64 bits of its IPv6 address. `hops`: so many entries at the end of X-Forwarded-For were written by proxies of
 * ours, and the first of those names the client. What a client wrote into the field itself counts for nothing. Null: this machine, which stands for
 * everybody where a web server is in front of this one and nobody has said so.
 */
export function clientOf(remote: string | undefined, forwardedFor: string | undefined, hops: number): string | null {
  const entries = (forwardedFor ?? '').split(',').map((entry) => entry.trim());
  const named = hops > 0 ? entries.at(-hops) : undefined;
  if (named !== undefined && isIP(named) !== 0) return networkOf(named);
  return isThisMachine(remote) ? null : networkOf(remote ?? '');
}

/**
 * A web server of ours forwards requests, as it seems, and its field is not believed: from this machine the limits of one client hold for nobody, from
 * another one all its visitors have one limit together. What comes from the open net with such a field is a stranger's own writing.
 */
export const isUntoldProxy = (remote: string | undefined, forwardedFor: string | undefined, hops: number): boolean => hops === 0 && forwardedFor !== undefined && (isThisMachine(remote) || isOfOwnNet(remote ?? ''));

/** Private, shared, unique local and link-local addresses (RFC 1918, 6598, 4193, 3927, 4291): no stranger on the internet comes from one. */
const ownNets = new BlockList();
for (const [net, bits] of [['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['100.64.0.0', 10], ['169.254.0.0', 16]] as const) ownNets.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [['fc00::', 7], ['fe80::', 10]] as const) ownNets.addSubnet(net, bits, 'ipv6');

function isOfOwnNet(remote: string): boolean {
  const address = remote.replace(/^::ffff:(?=[0-9.]+$)/i, '').split('%')[0] ?? '';
  return isIP(address) !== 0 && ownNets.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

const isThisMachine = (remote: string | undefined): boolean => /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/i.test(remote ?? '');

function networkOf(address: string): string {
  const mapped = /^::ffff:([0-9.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined || isIP(address) !== 6) return mapped ?? address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const groups = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - groups.length - behind.length)).fill('0');
  return [...groups, ...zeros, ...behind].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}
