/** The program behind `kakitome-merchant`. It ends with the exit code of its verb once everything printed has left. */
import { EXIT_FAULT, tell } from './mistake.ts';
import { runCommand } from './program.ts';

// Whoever reads us may stop reading (`kakitome-merchant orders | head`): that is no error. What was to be read and can't be written is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  const { line, code } = tell(Object.assign(error, { path: 'stdout' }));
  process.stderr.write(`kakitome-merchant: ${line}\n`);
  process.exit(code);
});

// Nobody could be told of it, and the work goes on.
process.stderr.on('error', () => undefined);

// A fault outside any verb's reach ends the program: nothing is swallowed, nobody goes on with half a state.
process.on('uncaughtException', (error) => {
  process.stderr.write(`kakitome-merchant: ${tell(error).line}\n`);
  process.exit(EXIT_FAULT);
});

process.exitCode = await runCommand(process.argv.slice(2), { out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) });
