import test from 'ava';
import { withoutReply } from './without-reply.ts';

test('of what a mail server says of an order, its code alone is told', (t) => {
  const told: string[] = [];
  const report = withoutReply((level, event, fields) => void told.push(`${level} ${event} ${JSON.stringify(fields)}`));
  const replies = ['554 5.7.1 refused: Password: 8305 1172', '8305 1172 is in your mail', '550-8305', '83051172', 'ECONNREFUSED: connect ECONNREFUSED 192.0.2.1:587', 'the server said 8305 1172'];
  for (const reply of replies) report('warn', 'mail-not-sent', { host: 'mail.bank.example', outcome: 'refused', reply });
  report('alarm', 'smtp-refuses-us', { host: 'mail.bank.example', reply: '535 no' });
  report('info', 'other', { host: 'mail.bank.example' });
  const shown = ['554', '', '550', '', 'ECONNREFUSED', ''].map((reply) => `warn mail-not-sent {"host":"mail.bank.example","outcome":"refused","reply":"${reply}"}`);
  t.deepEqual(told, [...shown, 'alarm smtp-refuses-us {"host":"mail.bank.example","reply":"535"}', 'info other {"host":"mail.bank.example"}']);
});
