/** The program behind `kakitome-merchant`. It ends with the exit code of its verb once everything printed has left. */
import { EXIT_FAULT, tell } from './mistake.ts';
import { runCommand } from './program.ts';

// Whoever reads us may stop reading (`kakitome-merchant orders | head`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : EXIT_FAULT));

// A fault outside any verb's reach ends the program: nothing is swallowed, nobody goes on with half a state.
process.on('uncaughtException', (error) => {
  process.stderr.write(`kakitome-merchant: ${tell(error).line}\n`);
  process.exit(EXIT_FAULT);
});

process.exitCode = await runCommand(process.argv.slice(2), { out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) });
