/** The program behind `kakitome`. It ends with the exit code of its verb once everything printed has left. */
import { coloursWanted } from '../config.ts';
import { EXIT_FAULT, tell } from './mistake.ts';
import { runCommand } from './program.ts';

// Whoever reads us may stop reading (`kakitome accounts | head`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : EXIT_FAULT));

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
