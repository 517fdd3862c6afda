/** The hashes of the log: RFC 6962 §2.1, SHA-256. `#hashes` is Node's crypto in Node, and noble in a browser (package.json); a test compares the two. */
import { hmacSha256, sha256 } from '#hashes';

export { hmacSha256, sha256 };

export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (entry: Uint8Array): Uint8Array => sha256(LEAF, entry);
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(NODE, left, right);

/** The root of the empty tree: the hash of no bytes, not zeroes. */
export const emptyRoot = (): Uint8Array => sha256();
