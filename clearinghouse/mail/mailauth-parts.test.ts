import * as door from 'mailauth';
import test from 'ava';
import * as parts from './mailauth-parts.ts';

test('the parts are the very functions of the package\'s door', (t) => {
  t.is(parts.arc, door.arc);
  t.is(parts.dmarc, door.dmarc);
  t.is(parts.spf, door.spf);
});
