/**
 * The parts of mailauth that are used, each from its own file: the package's door loads BIMI, its XML and HTTP client with them, which are two thirds of its modules
 * and nothing of ours. The version is pinned, and a test sees that they are the door's own functions; what the door does not show (the verifier itself,
 * the look-up of a key) is for dkim-verify.ts alone.
 */
import { arc } from 'mailauth/lib/arc/index.js';
import { DkimVerifier } from 'mailauth/lib/dkim/dkim-verifier.js';
import type { FoundKey, KeyOptions, PreparedSignature } from 'mailauth/lib/dkim/dkim-verifier.js';
import { createRecordLookup, getOrgDomain } from 'mailauth/lib/dmarc/get-dmarc-record.js';
import { dmarc } from 'mailauth/lib/dmarc/index.js';
import { spf } from 'mailauth/lib/spf/index.js';
import { getPublicKey, toALabel, writeToStream } from 'mailauth/lib/tools.js';

export { arc, createRecordLookup, DkimVerifier, dmarc, getOrgDomain, getPublicKey, spf, toALabel, writeToStream };
export type { FoundKey, KeyOptions, PreparedSignature };
