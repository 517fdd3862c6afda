/** `kakitome order-page start`: the shops' order pages, beside the bank, until a signal ends it. */
import { loadConfig } from '../config.ts';
import { makeLog } from './log.ts';
import { show } from './print.ts';
import { openOrTell } from './session.ts';
import { firstSignal } from './signals.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const orderPageStart: Verb = (parent, run) =>
  void parent
    .command('start')
    .description('serve the order pages of [[order_page.shops]] until SIGTERM or Ctrl-C: an order is mailed to shop and bank; put a web server with TLS before it')
    .addHelpText('after', examples('order-page start', 'order-page start --config /srv/bank/kakitome.toml'))
    .action(run(serve));

async function serve(terminal: Terminal): Promise<ExitCode> {
  const config = loadConfig(terminal.config);
  const log = makeLog(config.log.level);
  const office = await openOrTell(config, log.report, { serves: true });
  try {
    const { openOrderPage } = await import('../order-page-office.ts');
    const page = await openOrderPage(office, log.report);
    const host = config.order_page.listen?.host ?? '';
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${page.port}/`;
    const shops = config.order_page.shops.map((shop) => `${url}${shop.path}/`);
    show(terminal, `The order pages are at ${shops.join(', ')}. SIGTERM or Ctrl-C ends it.`, { ready: true, url, port: page.port, shops });
    log.report('info', 'stopping', { signal: await firstSignal() });
    await page.close();
    return 0;
  } finally {
    await office.close();
  }
}
