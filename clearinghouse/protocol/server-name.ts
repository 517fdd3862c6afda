/** The name or address of a mail server in a configuration: no web address, no port and no login beside it. */

/** In whatever script, also an address of four numbers; a final dot is DNS' own. */
const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._-]{0,252}[\p{L}\p{M}\p{N}])?\.?$/u;
/** An IPv6 address has two colons at least, a name and a port have one. */
const ADDRESS = /^[0-9a-f]{0,4}(?::[0-9a-f.]{0,15}){2,8}$/i;

export const isServerName = (text: string): boolean => NAME.test(text) || ADDRESS.test(text);
