/** Under which name the answers to a domain are counted. */
import test from 'ava';
import { domainGroup, isBankAddress, registerScopes } from './register.ts';
import { BANK } from './fixtures/small-world.ts';

test('all subdomains of what somebody has bought are one', (t) => {
  const groups: Readonly<Record<string, string>> = {
    'example.com': 'example.com',
    'a.b.example.com': 'example.com',
    'tea.co.jp': 'tea.co.jp',
    'mail.tea.co.jp': 'tea.co.jp',
    'a.b.tea.com.au': 'tea.com.au',
    'a.b.kyoto.jp': 'kyoto.jp',
    'a.b.tea.info': 'tea.info',
    'a.abc.info': 'abc.info',
    localhost: 'localhost',
  };
  for (const [domain, group] of Object.entries(groups)) t.is(domainGroup(domain), group, domain);
});

test('a mailbox is one name in any case and with any tag; the bank\'s own are known in all of them', (t) => {
  t.deepEqual(registerScopes('Hana+news@mail.tea.co.jp'), ['register:hana@mail.tea.co.jp', 'register:@tea.co.jp']);
  t.true(isBankAddress('PAY+x@bank.example', BANK));
  t.true(isBankAddress('bounce@bank.example', BANK));
  t.false(isBankAddress('payer@bank.example', BANK));
});
