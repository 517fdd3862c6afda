/** What stands in the units and pages of deploy/. */
import { readFileSync } from 'node:fs';

export type Unit = {
  /** The value of a key that stands there once; empty where it does not. */
  readonly one: (key: string) => string;
  readonly all: (key: string) => readonly string[];
};

/** `instance` is what stands behind the `@` of the unit's name. */
export function readUnit(file: string, instance = ''): Unit {
  const text = readFileSync(file, 'utf8').replaceAll('%i', instance);
  const all: Unit['all'] = (key) => [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value);
  return { all, one: (key) => all(key)[0] ?? '' };
}

/** The folders of ReadWritePaths; one with `-` before it may be missing. */
export const writableOf = (unit: Unit): readonly string[] => unit.one('ReadWritePaths').split(' ').map((path) => path.replace(/^-/, ''));

/** The first block of commands behind some words of the page, those left out that reach other machines or systemd. */
export function stepsOf(page: string, words: string): string {
  const behind = page.slice(page.indexOf(words));
  const [, block = ''] = /\n((?: {4,}.*\n)+)/.exec(behind) ?? [];
  return block.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !/^(?:git|npm|apt-get|systemctl) /.test(line)).join('\n');
}
