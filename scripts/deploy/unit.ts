/** What stands in the units and pages of deploy/. */
import { readFileSync } from 'node:fs';

export type Unit = {
  /** The value of a key that stands there once; empty where it does not. */
  readonly one: (key: string) => string;
};

export function readUnit(file: string): Unit {
  const text = readFileSync(file, 'utf8');
  return { one: (key) => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1] ?? '' };
}

/** The folders of ReadWritePaths; one with `-` before it may be missing. */
export const writableOf = (unit: Unit): readonly string[] => unit.one('ReadWritePaths').split(' ').map((path) => path.replace(/^-/, ''));

/** The lines of the page's block of commands below a heading, those left out that reach other machines or systemd. */
export function stepsOf(page: string, heading: string): string {
  const below = page.slice(page.indexOf(`\n${heading}\n`));
  const [, block = ''] = /\n((?: {4}.*\n)+)/.exec(below) ?? [];
  return block.split('\n').map((line) => line.slice(4)).filter((line) => line !== '' && !/^(?:git|npm|apt-get|systemctl) /.test(line)).join('\n');
}
