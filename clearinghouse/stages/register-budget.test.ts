import test from 'ava';
import { domainGroup } from '../core/register.ts';
import { registerBudget } from './register-budget.ts';

const DAY = 86_400_000;

test.serial('one bought domain has one budget, whatever its subdomains; a new day gives a new one', (t) => {
  let now = 0;
  const mayLookUp = registerBudget({ now: () => now }, 1);
  const taken = Array.from({ length: 9 }, (_, at) => mayLookUp(`s${at}.evil.example`)).filter(Boolean).length;
  t.is(taken, 5);
  t.true(mayLookUp('mail.example'), 'another domain is not held up by it');
  now = DAY;
  t.true(mayLookUp('evil.example'));
});

test.serial('all domains together have a budget, too', (t) => {
  const mayLookUp = registerBudget({ now: () => 0 }, 1);
  t.is(Array.from({ length: 600 }, (_, at) => mayLookUp(`d${at}.example`)).filter(Boolean).length, 500);
});

test.serial('a domain is counted by what somebody has bought of it', (t) => {
  const groups = ['evil.example', 'a.b.evil.example', 'docomo.ne.jp', 'mail.tea.co.jp', 'a.tea.jp', 'x.shop.co.uk', 'example'].map(domainGroup);
  t.deepEqual(groups, ['evil.example', 'evil.example', 'docomo.ne.jp', 'tea.co.jp', 'a.tea.jp', 'shop.co.uk', 'example']);
});
