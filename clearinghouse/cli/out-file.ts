/** Files that a verb makes: whole or not there, for their owner alone, never over another one. */
import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync, writeSync } from 'node:fs';
import { quoted } from './find.ts';
import { mistake } from './mistake.ts';

export function requireNew(out: string): void {
  if (existsSync(out)) throw mistake('--out', quoted(out), 'the name of a file that is not there yet');
}

/** Mode 0600. The bytes stand under a name beside it until all of them are on the disk. */
export function writeNew(out: string, bytes: Uint8Array): void {
  requireNew(out);
  const beside = `${out}.${process.pid}.part`;
  try {
    const file = openSync(beside, 'wx', 0o600);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    linkSync(beside, out);
  } finally {
    rmSync(beside, { force: true });
  }
}
