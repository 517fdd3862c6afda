import test from 'ava';
import fc from 'fast-check';
import { readCommand } from './command.ts';
import { normalise } from './normalise.ts';
import type { CommandReading } from './reading.ts';

const body = (text: string, subject = ''): CommandReading | null => readCommand(subject, normalise(text).lines, false);

test('commands in the first line or the subject', (t) => {
  t.deepEqual(body('BALANCE'), { name: 'BALANCE' });
  t.deepEqual(body('\n\nbalance.\n\nTakao'), { name: 'BALANCE' });
  t.deepEqual(body('', 'Help'), { name: 'HELP' });
  t.deepEqual(body('STATUS K7F3-K29Q'), { name: 'STATUS', reference: 'K7F3K29Q' });
  t.deepEqual(body('status [k7f3 k29q]'), { name: 'STATUS', reference: 'K7F3K29Q' });
  t.deepEqual(body('STATUS'), { name: 'STATUS', reference: null });
  t.deepEqual(body('CANCEL K7F3-K29Q!'), { name: 'CANCEL', reference: 'K7F3K29Q' });
  t.deepEqual(body('CANCEL\n\n> Pay JPY 4,741?', 'Re: Pay JPY 4,741? [K7F3-K29Q]'), { name: 'CANCEL', reference: null });
  t.deepEqual(body('REFUND K7F3-K29Q 1,080 broken cup'), { name: 'REFUND', rest: 'K7F3-K29Q 1,080 broken cup' });
  t.deepEqual(body('DISPUTE K7F3 K29Q nothing came'), { name: 'DISPUTE', rest: 'K7F3 K29Q nothing came' });
  t.deepEqual(body('STATEMENT 2026-10'), { name: 'STATEMENT', rest: '2026-10' });
  t.deepEqual(body('明細 2026年10月'), { name: 'STATEMENT', rest: '2026年10月' });
  t.deepEqual(body('STATEMENT 2026-13'), { name: 'STATEMENT', rest: '2026-13' });
  t.deepEqual(body('REGISTER'), { name: 'REGISTER', rest: '' });
});

test('in Japanese', (t) => {
  for (const [text, name] of [['ヘルプ', 'HELP'], ['残高', 'BALANCE'], ['残高照会', 'BALANCE'], ['状況 Ｋ７Ｆ３－Ｋ２９Ｑ', 'STATUS'], ['照会', 'STATUS'], ['取消', 'CANCEL'], ['キャンセル', 'CANCEL'], ['ﾍﾙﾌﾟ', 'HELP'], ['登録', 'REGISTER']] as const) t.is(body(text)?.name, name, text);
});

test('what only begins like a command is none', (t) => {
  for (const text of ['Balance bike', 'Help me with my order', 'STATUS of my order', 'キャンセルしてください', 'cancelled', 'BALANCED', 'STATEMENT of facts', 'REFUND please', 'REGISTER me', '> BALANCE', '', 'From: x\nTo: y\nBALANCE', 'STATUS K7F3-K29Q K7F3-K29R', 'Dispute rejected: we shipped it.', 'Refund the order', 'REFUND THE ORDER', 'Refund complete', 'Cancel the order', 'Status complete', 'Cancel it at once']) t.is(body(text), null, text);
});

test('an answer’s subject is no command, and no command stands beside a password', (t) => {
  for (const subject of ['Re: Balance', 'RE: HELP', 'Fwd: BALANCE', 'AW: Status', 'WG: HELP', '返信: 残高', 'Re[2]: HELP', 'TR : HELP']) t.is(body('thanks', subject), null, subject);
  t.is(readCommand('BALANCE', ['Password: x'], true), null);
});

test('any text is answered', (t) => {
  fc.assert(fc.property(fc.string(), fc.string({ unit: 'binary' }), (subject, text) => {
    const command = body(text, subject);
    t.true(command === null || command.name.length > 3);
  }));
  t.is(body(`BALANCE ${' x'.repeat(500_000)}`, 'STATUS '.repeat(100_000)), null);
});
