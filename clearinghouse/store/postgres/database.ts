/** What every verb works on: one connection inside a transaction, and the sealer. */
import type { Sealer } from '../common/sealing.ts';
import type { Connection } from './connection.ts';

export type Database = { readonly connection: Connection; readonly sealer: Sealer };
