import test from 'ava';
import { OWN_WORDS, withoutReply } from './reply-codes.ts';

test('of what a mail server says of a mail, its codes alone are told', (t) => {
  const told: string[] = [];
  const report = withoutReply((level, event, fields) => void told.push(`${level} ${event} ${JSON.stringify(fields)}`));
  const replies = ['554 5.7.1 refused: Password: 8305 1172', '8305 1172 is in your mail', '550-8305', '550 8305.1172.1 it is', '83051172', 'ECONNREFUSED: connect ECONNREFUSED 192.0.2.1:587', 'the server said 8305 1172', OWN_WORDS.closed];
  for (const reply of replies) report('warn', 'mail-not-sent', { host: 'mail.bank.example', outcome: 'refused', reply });
  report('alarm', 'smtp-refuses-us', { host: 'mail.bank.example', reply: '535 no' });
  report('info', 'other', { host: 'mail.bank.example' });
  const shown = ['554 5.7.1', '', '550', '550', '', 'ECONNREFUSED', '', OWN_WORDS.closed].map((reply) => `warn mail-not-sent {"host":"mail.bank.example","outcome":"refused","reply":"${reply}"}`);
  t.deepEqual(told, [...shown, 'alarm smtp-refuses-us {"host":"mail.bank.example","reply":"535"}', 'info other {"host":"mail.bank.example"}']);
});
