/** Loaded once for each file that shares a thread, in place of ava: `own-test.ts?file=…` (thread.ts). */
import { testOf } from './thread.ts';

export default testOf(new URL(import.meta.url).searchParams.get('file') ?? '');
