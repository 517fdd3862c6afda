/** The program behind `kakitome`. It ends with the exit code of its verb once everything printed has left. */
import { coloursWanted } from '../config.ts';
import { EXIT_FAULT, tell } from './mistake.ts';
import { runCommand } from './program.ts';

// Whoever reads us may stop reading (`kakitome accounts | head`): that is no error. What was to be read and can't be written is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  const { line, code } = tell(Object.assign(error, { path: 'stdout' }));
  process.stderr.write(`kakitome: ${line}\n`);
  process.exit(code);
});

// Nobody could be told of it, and the work goes on.
process.stderr.on('error', () => undefined);

// A fault outside any verb's reach ends the program: nothing is swallowed, nobody goes on with half a state.
process.on('uncaughtException', (error) => {
  process.stderr.write(`kakitome: ${tell(error).line}\n`);
  process.exit(EXIT_FAULT);
});

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (bytes) => void process.stdout.write(bytes),
  err: (text) => void process.stderr.write(text),
  outIsTerminal: process.stdout.isTTY,
  colour: process.stdout.isTTY && coloursWanted(),
});
