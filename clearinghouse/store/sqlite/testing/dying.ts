/** A process whose writer's thread comes to a fault of the program: what it asked for is refused, and it ends, though it has more to do. */
import { startThread } from '../endpoint.ts';
import { StoreFault } from '../messages.ts';
import { KEY } from './fresh.ts';

const [path = ''] = process.argv.slice(2);
const writer = await startThread({ path, letterKey: KEY, busyTimeoutMs: 100, as: 'writer' }, true);
setInterval(() => undefined, 1_000);
// Nobody asks so: no set is open.
await writer.ask({ kind: 'record', group: [] }).catch((error: unknown) => process.stdout.write(error instanceof StoreFault ? error.code : String(error)));
