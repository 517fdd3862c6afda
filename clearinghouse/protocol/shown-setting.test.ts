import test from 'ava';
import { shownSetting } from './shown-setting.ts';

test('of an address its scheme is shown and nothing else, however it is written', (t) => {
  for (const found of ['host=db user=k password=hunter2', 'kakitome:hunter2@db/kakitome', 'postgres//k:hunter2@db/x', ' postgres://k:hunter2@db/x', 'hunter2', 'postgres:k:hunter2']) {
    t.is(shownSetting('store.url', found), '"…"', found);
  }
  t.is(shownSetting('store.url', 'mysql://k:hunter2@db/x'), '"mysql://…"');
  t.is(shownSetting('shipping.webhook.url', 'http://hooks.example/hunter2'), '"http://…"');
});

test('of any other setting nothing is shown that looks like a login', (t) => {
  t.is(shownSetting('outgoing.host', 'k:hunter2@mail.example'), '"…"');
  t.is(shownSetting('outgoing.host', 'smtps://k:hunter2@mail.example'), '"smtps://…"');
  t.is(shownSetting('outgoing.host', 'host=mail password=hunter2'), '"…"');
  t.is(shownSetting('bank.payment_address', 'pay'), '"pay"');
  t.is(shownSetting('bank.payment_address', 'pay@bank@example'), '"pay@bank@example"');
  t.is(shownSetting('limits.answers', 7), '7');
  t.is(shownSetting('limits.answers', undefined), 'nothing');
  t.is(shownSetting('limits', []), 'a table or list');
});
