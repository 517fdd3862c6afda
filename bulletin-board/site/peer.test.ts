import test from 'ava';
import { peerOf } from './peer.ts';

test('loopback is everybody; an IPv6 network is one peer', (t) => {
  for (const address of ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1']) t.is(peerOf(address), null, address);
  for (const [address, peer] of [
    ['192.0.2.7', '192.0.2.7'], ['::ffff:192.0.2.7', '192.0.2.7'], ['128.0.0.1', '128.0.0.1'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'], ['2001:db8:1:2::9', '2001:db8:1:2'], ['2001:DB8:0001:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'], ['2001:db8::3:4:5:6', '2001:db8:0:0'], ['::2', '0:0:0:0'], ['fe80::1%eth0', 'fe80:0:0:0'], ['fe80::2%eth0', 'fe80:0:0:0'], ['', ''],
  ] as const) t.is(peerOf(address), peer, address);
  t.is(peerOf(undefined), '', 'a connection that is gone is no loopback');
});
