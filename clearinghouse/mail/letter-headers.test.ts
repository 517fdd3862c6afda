/** Header values that the core routes by. */
import test from 'ava';
import { letterHeaders } from './letter-headers.ts';

test('of very many references the newest are kept', (t) => {
  const ids = Array.from({ length: 150 }, (_, at) => `r${at}@x.example`);
  const field = { name: 'References', key: 'references', value: ids.map((id) => `<${id}>`).join(' ') };
  t.deepEqual(letterHeaders([field], { from: null, to: [], clientAddress: null, helo: null }).references, ids.slice(-100));
});
