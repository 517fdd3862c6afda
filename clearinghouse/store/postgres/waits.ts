/** What lies beyond all waits (common/waits.ts), with the asker's own time bound to its one `?`. By the server's clock too: one that is slow must not take what others have in hand. */
import { BEYOND_ALL_WAITS } from '../common/waits.ts';

export const BEYOND_ALL_WAITS_SQL = `greatest(?::bigint, floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint) + ${BEYOND_ALL_WAITS}`;
