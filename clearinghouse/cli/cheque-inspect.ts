/** `kakitome cheque inspect`: what anybody can see of a cheque file. Opens nothing and needs no key. */
import { createHash } from 'node:crypto';
import { MOST_CHEQUE_BYTES } from '../protocol/cheque-text.ts';
import { MOST_FILE_BYTES, sealedFile } from '../sealing/age-header.ts';
import { nameOfFile, readBytes } from './cheque-input.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { labelled } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const chequeInspect: Verb = (parent, run) =>
  void parent
    .command('inspect')
    .description('what a cheque file shows without being opened: its digest, and whether it is sealed to one key alone; exit code 1 where the bank would hold it void')
    .argument('<file>', 'a file *.age, `-` for stdin')
    .addHelpText('after', examples('cheque inspect cheque-K7Q2M9X4T8WZ5R3N.age'))
    .action(run(inspect));

const EXPECTED = 'a cheque file';

async function inspect(terminal: Terminal, file: string): Promise<ExitCode> {
  const bytes = readBytes('file', file, MOST_FILE_BYTES, EXPECTED);
  const looked = sealedFile(bytes, MOST_CHEQUE_BYTES);
  if (looked === null) throw mistake('file', `${nameOfFile(file)}, no file sealed with age`, EXPECTED);
  const digest = createHash('sha256').update(looked.ok ? looked.bytes : bytes).digest('hex');
  const judged = looked.ok ? 'to one key alone; whose it is can not be seen' : `void: ${looked.code}, ${looked.detail}`;
  show(terminal, labelled([['SHA-256', digest], ['Sealed', judged]]), { sha256: digest, code: looked.ok ? null : looked.code, detail: looked.ok ? null : looked.detail });
  return looked.ok ? 0 : 1;
}
