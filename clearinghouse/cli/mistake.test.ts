import test from 'ava';
import { StoreFault } from '../store/common/fault.ts';
import { tell } from './mistake.ts';

const sqlite = (errcode: number, message: string): Error => Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode });

test('trouble of the database is told with what to do; only what is left is a fault of the program', (t) => {
  const told: readonly (readonly [Error, RegExp])[] = [
    [sqlite(5, 'database is locked'), /^database: found database is locked; expected that no other process/],
    [sqlite(266, 'disk I/O error'), /^database: found disk I\/O error; expected a disk/],
    [sqlite(13, 'database or disk is full'), /expected room on the disk/],
    [sqlite(267, 'database disk image is malformed'), /put back a backup/],
    [sqlite(26, 'file is not a database'), /put back a backup/],
    [new StoreFault({ code: 'io', message: 'Connection terminated', stack: null }), /^database: found Connection terminated; expected a disk, or a server/],
  ];
  for (const [error, line] of told) {
    t.is(tell(error).code, 1, error.message);
    t.regex(tell(error).line, line);
  }
  for (const error of [sqlite(19, 'UNIQUE constraint failed'), new StoreFault({ code: 'other', message: 'UNIQUE constraint failed', stack: null })]) t.is(tell(error).code, 70);
});
