/** How a script of this folder was called. A wrong call, and `--help`, are answered with its usage: a stack says nothing to whoever typed it. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** `usage` is one line, as it is typed. Ends the process with 0 for `--help`, with 2 for what the script does not know. */
export function callOf<T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> {
  if (process.argv.slice(2).includes('--help')) {
    process.stdout.write(`usage: ${usage}\n`);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    return refuseCall(usage, error instanceof Error ? error.message : String(error));
  }
}

/** `wrong` says what was found and what was expected. Ends the process with 2. */
export function refuseCall(usage: string, wrong: string): never {
  process.stderr.write(`${wrong}\nusage: ${usage}\n`);
  process.exit(2);
}
