/** `npm run typecheck`: checks the types of the whole tree. */
import { checkTypes } from './test/types.ts';

const { code, output } = await checkTypes();
process.stdout.write(output);
process.exitCode = code;
