/**
 * The bytes in a buffer of their own: the same object where they are. Small buffers of Node lie in a shared pool, and whoever is sent a view of it gets the
 * whole pool, with pieces of other people's mails in it.
 */
export const ownBytes = (bytes: Uint8Array): Uint8Array => (bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes));
