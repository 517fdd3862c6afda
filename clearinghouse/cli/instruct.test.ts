import { userInfo } from 'node:os';
import test from 'ava';
import { userName } from './instruct.ts';

test('whoever called the command of deploy/ is named before the user as whom it runs; what is no name is not', (t) => {
  const { username } = userInfo();
  for (const [given, shown] of [[undefined, username], ['', username], ['sato', `sato as ${username}`], [username, username], ['two words', username], ['s\u202eoto', username], ['x'.repeat(65), username]] as const) {
    if (given === undefined) delete process.env['KAKITOME_CALLER'];
    else process.env['KAKITOME_CALLER'] = given;
    t.is(userName(), shown);
  }
});
