/** What every verb works on: one connection inside a transaction, and the sealer. */
import type { Connection } from './connection.ts';
import type { Sealer } from '../common/sealing.ts';

export type Database = { readonly connection: Connection; readonly sealer: Sealer };
