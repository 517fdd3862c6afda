/** The doctor's DNS: the domains whose signatures count. */
import test from 'ava';
import { startDns } from '../../scripts/dns.ts';
import { parseConfig } from '../config.ts';
import { checkDns } from './doctor-dns.ts';
import { merchantToml } from './templates.ts';

const TOML = merchantToml({ name: 'Green Tea House', address: 'shop@tea.example', bank: 'pay@bank.example', language: 'en', timeZone: 'Asia/Tokyo', country: 'JP', city: 'Sakai', imapHost: 'imap.tea.example', smtpHost: 'smtp.tea.example', user: 'shop@tea.example', currency: 'JPY', prefix: 'GT-' });

test('the domain of each shopkeeper needs a DMARC record, since their answers count by it', async (t) => {
  const dns = await startDns({ records: ['bank', 'tea', 'signed'].map((name) => ({ name: `_dmarc.${name}.example`, type: 'TXT', value: 'v=DMARC1; p=none' })) });
  t.teardown(dns.stop);
  const check = async (keepers: string, proof = 'dkim') => {
    const text = TOML.replace('#shopkeepers = ["hana@tea.example"]', keepers).replace('#reply_proof = "dkim"', `reply_proof = "${proof}"`).replace('servers = []', `servers = ["127.0.0.1:${dns.port}"]`);
    const checks = await checkDns(parseConfig(text, '/shop/merchant.toml'), null);
    return checks.filter(({ name }) => name === 'DNS of a shopkeeper');
  };
  t.deepEqual(await check(''), []);
  t.deepEqual(await check('shopkeepers = ["hana@tea.example"]'), [], 'the shop\'s own domain is looked at anyway');
  const found = await check('shopkeepers = ["hana@tea.example", "mori@signed.example", "jun@plain.example"]');
  t.deepEqual(found.map(({ outcome }) => outcome), ['ok', 'unsure']);
  t.regex(found[1]?.found ?? '', /_dmarc\.plain\.example: found 0 DMARC records; expected one: answers of this shopkeeper/);
  t.deepEqual(await check('shopkeepers = ["jun@plain.example"]', 'mailbox'), []);
});
