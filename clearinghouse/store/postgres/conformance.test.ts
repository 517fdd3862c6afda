import test from 'ava';
import { testConformance } from '../conformance.ts';
import { startServer, type Server } from './testing/server.ts';

let server: Promise<Server> | null = null;

test.after.always(async () => (await server)?.stop());

testConformance(test, 'PostgreSQL', async () => (await (server ??= startServer())).openCopy());
