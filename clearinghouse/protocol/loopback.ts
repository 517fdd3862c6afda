/** Addresses that only this machine reaches (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). A name is none: what it means is decided elsewhere. */
export const isLoopback = (host: string): boolean => /^127(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}$/.test(host) || host === '::1';
