/**
 * The parts of mailauth that are used, each from its own file: the package's door loads BIMI, its XML and HTTP client with them, which are two thirds of its modules
 * and nothing of ours. The version is pinned, and a test sees that they are the door's own functions.
 */
import { arc } from 'mailauth/lib/arc/index.js';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { dmarc } from 'mailauth/lib/dmarc/index.js';
import { spf } from 'mailauth/lib/spf/index.js';

export { arc, dkimVerify, dmarc, spf };
