/** A dispute over real mail: opened by the buyer, answered by the shop, decided by staff; a part of the money goes back. */
import test from 'ava';
import { currencyOf, money } from '../../clearinghouse/protocol/money.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import type { Delivered } from '../demo/provider.ts';
import { PAY } from '../demo/world.ts';
import { balanceOf, checkBooks, deliver, DEPOSIT, quiet, setScene, signed, type Scene } from './bank.ts';
import { pay, TRADE } from './trade.ts';

const send = (scene: Scene, from: string, text: string, messageId: string, answering?: Delivered): Promise<number> => {
  const subject = answering === undefined ? 'Order tea' : `Re: ${answering.mail.subject ?? ''}`;
  const quoted = answering === undefined ? '' : `\nOn Sat, 21 Nov 2026, Example Bank wrote:\n${(answering.mail.text ?? '').split('\n').map((line) => `> ${line}`).join('\n')}\n`;
  const inReplyTo = answering === undefined ? {} : { inReplyTo: (answering.mail.messageId ?? '').replace(/[<>]/g, '') };
  return deliver(scene, 'smtp', { from, to: PAY }, signed(scene, { from, to: PAY, subject, text: `${text}\n${quoted}`, date: Date.now(), messageId, ...inReplyTo }));
};

const take = (scene: Scene, to: string, subject: RegExp): Promise<Delivered> => scene.provider.take(to, (mail) => subject.test(mail.subject ?? ''), 60_000);

test('opened, answered, upheld in part', async (t) => {
  t.timeout(180_000);
  const scene = await setScene('disputes');
  try {
    const receipt = await pay(scene, TRADE);
    const reference = /\[([0-9A-Z]{4}-[0-9A-Z]{4})\]/.exec(receipt.mail.subject ?? '')?.[1] ?? '';
    const paid = await balanceOf(scene, SHOP);

    t.is(await send(scene, BUYER, `DISPUTE ${reference} the parcel has not arrived\nIt was to come on 24 November.`, 'dispute.1@buyer.example'), 250);
    await take(scene, BUYER, /^Your dispute about JPY 4,741 to Green Tea House is open/);
    const told = await take(scene, SHOP, /^Takao Sasaki disputes a payment of JPY 4,741/);
    t.regex(told.mail.text ?? '', /\| the parcel has not arrived\n\| It was to come on 24 November\./);

    // Somebody else's reply to the same notice speaks for nobody.
    await deliver(scene, 'smtp', { from: 'eve@evil.example', to: PAY }, signed(scene, { from: SHOP, to: PAY, subject: 'Re: dispute', text: 'We agree to everything.\n', date: Date.now(), messageId: 'forged.1@evil.example', inReplyTo: (told.mail.messageId ?? '').replace(/[<>]/g, '') }, 'evil.example'));
    await send(scene, SHOP, 'We shipped it on 22 November, number 4711-0815.', 'answer.1@tea.example', told);
    const said = await take(scene, BUYER, /^Green Tea House wrote about the disputed payment/);
    t.regex(said.mail.text ?? '', /\| We shipped it on 22 November, number 4711-0815\./);
    t.notRegex(said.mail.text ?? '', /We agree to everything|disputes a payment/);
    t.is(await balanceOf(scene, SHOP), paid, 'nothing has been taken yet');

    const JPY = currencyOf('JPY');
    if (JPY === null) throw new Error('JPY is no currency');
    const { clearing } = scene.world.clearinghouse().office;
    const { decision: { disposition } } = await clearing.instruct({ kind: 'decide-dispute', reference: reference.replace('-', ''), outcome: 'upheld', amount: money(JPY, 1_080n), reason: 'One of three pieces is missing.', by: ['Hana', 'Ken'] });
    t.deepEqual(disposition, { kind: 'advanced', code: 'dispute-upheld' });
    for (const [to, other] of [[BUYER, 'to Green Tea House'], [SHOP, 'from Takao Sasaki']] as const) {
      const closed = await take(scene, to, new RegExp(`^The dispute about JPY 4,741 ${other} is closed`));
      t.regex(closed.mail.text ?? '', /One of three pieces is missing\./);
    }
    const back = await take(scene, BUYER, /1,080/);
    t.regex(back.mail.text ?? '', new RegExp(reference));
    t.is(await balanceOf(scene, SHOP), paid - 1_080n);
    t.is(await balanceOf(scene, BUYER), DEPOSIT - 4_741n + 1_080n);
    await quiet(scene);
    await checkBooks(t, scene);
  } finally {
    await scene.leave();
  }
});
