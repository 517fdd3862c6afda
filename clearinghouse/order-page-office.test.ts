/** The order page over a bank's own books, with a mail server that takes nothing and says why. */
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import test from 'ava';
import { SMTPServer } from 'smtp-server';
import { newBank } from './cli/testing/bench.ts';
import { loadConfig } from './config.ts';
import type { Card } from './core/party.ts';
import { openHere } from './database.ts';
import { openOffice } from './office.ts';
import { openOrderPage } from './order-page-office.ts';
import { fieldIn, textIn } from './order-page/testing/desk.ts';
import { buyerParty, clear, openBank, readLetter, TAKAO, TEA } from './store/conformance/samples.ts';

const CARD: Card = { id: 'K7F3K2', count: 1, madeAt: 500, token: 't', state: 'active', lastUsed: null, wrongAt: [], again: 0 };
const NUMBER = '83051172';

type Answer = { readonly status: number; readonly body: string };

function post(port: number, step: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path: `/tea/${step}?lang=en`, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, agent: false }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (part: string) => (body += part)).on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    asking.on('error', reject).end(new URLSearchParams(fields).toString());
  });
}

test('what the mail server says of an order is in no report; a wrong number that the bank has read is asked again', async (t) => {
  const refusing = { now: true };
  const smtp = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true, logger: false,
    onData: (stream, _session, callback) => void stream.resume().on('end', () => callback(refusing.now ? Object.assign(new Error(`refused: Password: ${NUMBER}`), { responseCode: 554 }) : null)),
  });
  await new Promise<void>((resolve) => void smtp.listen(0, '127.0.0.1', resolve));
  t.teardown(() => new Promise<void>((resolve) => smtp.close(() => resolve())));
  const { port: smtpPort } = smtp.server.address() as AddressInfo;
  const page = '[order_page]\naddress = "orders@bank.example"\nlisten = "127.0.0.1:0"\n[[order_page.shops]]\npath = "tea"\naddress = "shop@tea.example"\ncatalogue = "tea.csv"\ncurrency = "EUR"\n';
  const config = await newBank(t, (toml) => `${toml.replace(/\[order_page\][^]*?\n\[staff\]/, `${page}\n[staff]`).replace('ask_above = []', 'ask_above = ["50.00 EUR"]').replace('port = 25', `port = ${smtpPort}`)}`);
  writeFileSync(join(dirname(config), 'tea.csv'), 'sku,name,other names,price,currency,tax,stock\nSEN,Sencha,,10.00,EUR,7,\n');
  const told: string[] = [];
  const office = await openOffice(loadConfig(config), { report: () => undefined, openStore: openHere });
  t.teardown(office.close);
  const { store } = office;
  await openBank(store);
  const withCard = async (messageId: string, card: Card): Promise<void> => clear(store, await readLetter(store, messageId), [{ kind: 'party-saved', party: { ...buyerParty, roads: { ...buyerParty.roads, card } } }]);
  await store.keepCard({ cardId: CARD.id, party: buyerParty.id, madeAt: CARD.madeAt, numbers: [{ index: 1, digest: 'ab'.repeat(32), issued: 'cd'.repeat(32) }] });
  await withCard('card-1', CARD);
  const books = { away: false };
  const withWorkingSet: typeof store.withWorkingSet = (...asked) => (books.away ? Promise.reject(new Error('disk')) : store.withWorkingSet(...asked));
  const running = await openOrderPage({ ...office, store: { ...store, withWorkingSet } }, (level, event, fields) => void told.push(`${level} ${event} ${JSON.stringify(fields)}`));
  t.teardown(running.close);

  const chosen = '1*SEN';
  const goods = fieldIn((await post(running.port, 'review', { chosen })).body, 'goods');
  const number = (): Promise<Answer> => post(running.port, 'number', { chosen, goods, address: TAKAO, card: CARD.id, most: '20' });
  const state = fieldIn((await number()).body, 'state');
  t.not(state, '', told.join('\n'));
  t.is((await post(running.port, 'order', { state, number: NUMBER })).status, 502);
  t.deepEqual(told.map((line) => line.split(' ').slice(0, 2).join(' ')), ['warn mail-not-sent', 'alarm order-mail-not-sent']);
  t.regex(told[0] ?? '', /"reply":"554"/);
  t.notRegex(told.join('\n'), new RegExp(`${NUMBER}|8305|${TAKAO}|${TEA}`));

  refusing.now = false;
  t.is((await post(running.port, 'order', { state, number: NUMBER })).status, 200);
  t.true(textIn((await number()).body).includes('An order is on its way'));
  await withCard('card-2', { ...CARD, wrongAt: [2_000] });
  t.not(fieldIn((await number()).body, 'state'), '', 'the bank has read it, and took it for a wrong one');

  await clear(store, await readLetter(store, 'card-3'), [{ kind: 'number-spent', card: CARD.id, index: 1 }]);
  t.true(textIn((await number()).body).includes('This card is used up'));

  told.length = 0;
  books.away = true;
  for (let times = 0; times < 3; times += 1) t.is((await number()).status, 503);
  t.deepEqual(told, ['alarm order-page-books {"error":"Error"}'], 'what comes with any request is told once a minute');
});
