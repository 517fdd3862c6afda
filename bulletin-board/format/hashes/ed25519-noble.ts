/** Ed25519 in JavaScript: for browsers, and the judge of whatever `ed25519-node.ts` refuses. */
import { ed25519 } from '@noble/curves/ed25519.js';

/** RFC 8032 §5.1.7, strictly (no ZIP 215 encodings, no public key of small order). Throws on a wrong length. */
export const verifyEd25519 = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean => ed25519.verify(signature, message, publicKey, { zip215: false });
