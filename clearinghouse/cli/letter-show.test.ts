/** What `letter show` prints of answers that were not sure: the password in them can still pay. */
import test from 'ava';
import { inProcess, oneLineOf } from './testing/bench.ts';
import { ASKED_PASSWORD, BUYER, openExplainTown, signed } from './testing/explain-world.ts';
import { writeMail } from '../../scripts/test-mail.ts';

test('a live password is shown by no unclear answer, and no raw bytes of one, linked or not', async (t) => {
  const town = await openExplainTown(t);
  t.teardown(town.close);
  const world = town.openWorld(t);
  const run = (...args: readonly string[]) => inProcess(...args, '--config', world.config);
  const replyTo = world.question.replyTo ?? '';
  const from = `Takao <${BUYER}>`;
  const texts = [`OK\n\n${ASKED_PASSWORD}`, `はい\n${ASKED_PASSWORD}`, `OK.\nThe password is ${ASKED_PASSWORD}`, `sure: ${ASKED_PASSWORD}`, `よろしく、合言葉${ASKED_PASSWORD}です`];
  const mails = texts.map((text, at) => signed('buyer.example', { from, to: replyTo, subject: at === 0 ? `Re: ${ASKED_PASSWORD}` : 'Re: Pay', text: `${text}\n`, messageId: `a${at}@buyer.example`, inReplyTo: world.question.messageId }));
  const unproved = [
    writeMail({ from, to: 'pay@bank.example', subject: 'Re: Pay', text: `OK ${ASKED_PASSWORD}\n`, date: Date.now(), messageId: 'u1@buyer.example' }),
    writeMail({ from: 'Eve <eve@evil.example>', to: 'pay@bank.example', subject: 'Re: Pay', text: `OK ${ASKED_PASSWORD} please\n`, date: Date.now(), messageId: 'u2@evil.example' }),
    writeMail({ from: 'Eve <eve@evil.example>', to: replyTo, subject: 'Re: Pay', text: `sure: ${ASKED_PASSWORD}\n`, date: Date.now(), messageId: 'u3@evil.example' }),
  ];
  const files = [...mails, ...unproved].map((bytes, at) => world.file(`answer${at}.eml`, bytes));
  const { code, err } = await run('letter', 'import', ...files);
  t.is(code, 0, err);
  for (let letter = 4; letter < 4 + files.length; letter += 1) {
    for (const args of [[], ['--json'], ['--all']]) {
      const shown = await run('letter', 'show', String(letter), '--reason', 'a call', ...args);
      t.is(shown.code, 0, shown.err);
      t.notRegex(shown.out, /heron|4404/i, `letter ${letter} ${args.join(' ')}`);
    }
    t.regex(oneLineOf(t, await run('letter', 'show', String(letter), '--raw', '--reason', 'a call')), /found the open payment/, `letter ${letter}`);
  }
  t.regex((await run('letter', 'show', '6', '--reason', 'a call')).out, /\| The password is …$/m);
});
