/** Programs that answer every mail, signed and without any sign of being programs: the bank stops after three mails to each. */
import test from 'ava';
import { currencyOf } from '../../clearinghouse/protocol/money.ts';
import type { Delivered } from '../demo/provider.ts';
import { PAY } from '../demo/world.ts';
import type { TestMail } from '../test-mail.ts';
import { checkBooks, deliver, quiet, setScene, signed, written, type Scene } from './bank.ts';

/** What a program answers to the bank's mail. */
type Robot = { readonly name: string; readonly answer: (mail: Delivered) => Pick<TestMail, 'subject' | 'text'> };

const subjectOf = ({ mail }: Delivered): string => mail.subject ?? '';
const textOf = ({ mail }: Delivered): string => mail.text ?? '';
const quoted = (mail: Delivered): string => textOf(mail).split('\n').map((line) => `> ${line}`).join('\n');

const robots: readonly Robot[] = [
  { name: 'thanks', answer: (mail) => ({ subject: `Re: ${subjectOf(mail)}`, text: 'Thank you for your mail. We will read it soon.\n' }) },
  { name: 'quotes', answer: (mail) => ({ subject: `Re: ${subjectOf(mail)}`, text: `We have got your mail:\n\n${quoted(mail)}\n` }) },
  { name: 'echoes', answer: (mail) => ({ subject: subjectOf(mail), text: textOf(mail) }) },
  { name: 'orders', answer: (mail) => ({ subject: `Re: ${subjectOf(mail)}`, text: '1 tea\n\nPassword: 111111\n' }) },
  { name: 'forwards', answer: () => ({ subject: 'Fwd: Order', text: 'Total: 1 JPY\n\n---------- Forwarded message ----------\nFrom: x@y.example\nSubject: Order\n\nPassword: 111111\n' }) },
  { name: 'helps', answer: (mail) => ({ subject: `Re: ${subjectOf(mail)}`, text: `HELP\n\n${quoted(mail)}\n` }) },
];

/** Beyond this many answers the test has failed, and must end. */
const MOST_ANSWERS = 20;
const addressOf = (robot: Robot): string => `${robot.name}@buyer.example`;

async function openAccounts(scene: Scene): Promise<void> {
  const JPY = currencyOf('JPY');
  if (JPY === null) throw new Error('JPY is no currency');
  for (const robot of robots) {
    await scene.world.clearinghouse().office.clearing.instruct({ kind: 'open-party', name: `Robot ${robot.name}`, language: 'en', addresses: [addressOf(robot)], currencies: [JPY], balanceInReceipts: false });
  }
}

async function write(scene: Scene, robot: Robot, number: number, said: Pick<TestMail, 'subject' | 'text'>, inReplyTo?: string): Promise<void> {
  const from = addressOf(robot);
  const mail: TestMail = { from, to: PAY, ...said, date: Date.now(), messageId: `${robot.name}.${number}@buyer.example`, ...(inReplyTo === undefined ? {} : { inReplyTo }) };
  await deliver(scene, 'smtp', { from, to: PAY }, signed(scene, mail));
}

test('a program that answers every mail of the bank gets at most three', async (t) => {
  t.timeout(120_000);
  const scene = await setScene('loops');
  try {
    await openAccounts(scene);
    const sending: Promise<void>[] = [];
    scene.provider.onDelivered((delivered) => {
      const robot = robots.find((one) => delivered.to.includes(addressOf(one)));
      const number = written(scene).length;
      if (robot === undefined || written(scene).filter((mail) => mail.to.includes(addressOf(robot))).length > MOST_ANSWERS) return;
      sending.push(write(scene, robot, number, robot.answer(delivered), (delivered.mail.messageId ?? '').replace(/[<>]/g, '')));
    });
    for (const robot of robots) await write(scene, robot, 0, { subject: 'Hello', text: 'HELP\n' });
    // Each answer is sent before the next count: while the count grows, the talk goes on.
    for (let talks = -1; talks !== sending.length; ) {
      talks = sending.length;
      await Promise.all(sending);
      await quiet(scene);
    }
    const counts = robots.map((robot) => ({ robot: robot.name, mails: written(scene).filter((mail) => mail.to.includes(addressOf(robot))).length }));
    for (const { robot, mails } of counts) t.true(mails >= 1 && mails <= 3, `${robot} got ${mails} mails`);
    await checkBooks(t, scene);
  } finally {
    await scene.leave();
  }
});
