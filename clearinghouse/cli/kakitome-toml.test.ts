import test from 'ava';
import { parse } from 'smol-toml';
import { parseConfig } from '../config.ts';
import { configSchema } from '../config-schema.ts';
import { kakitomeToml } from './kakitome-toml.ts';

const choices = { name: 'Midori "Green" Bank', domain: 'midori.example', telephone: '+81 3 1234 5678', timeZone: 'Asia/Tokyo' };
const written = kakitomeToml(choices);
/** With every key that is shown behind `#` in force. */
const complete = written.replaceAll(/^#(?=\[|[a-z_]+ = )/gm, '').replace('ask_above = []', 'ask_above = ["10,000 JPY"]');

type Node = { readonly def: { readonly type: string; readonly innerType?: Node; readonly in?: Node; readonly element?: Node; readonly shape?: Readonly<Record<string, Node>> } };

/** `bank.name`, `intake.imap.host`: every key of the schema, through defaults, options, lists and transformations. */
function keysOfSchema(node: Node, path: readonly string[] = []): readonly string[] {
  const { type, innerType, in: input, element, shape } = node.def;
  if (type === 'object') return Object.entries(shape ?? {}).flatMap(([key, child]) => keysOfSchema(child, [...path, key]));
  const inner = innerType ?? input;
  if (inner !== undefined) return keysOfSchema(inner, path);
  if (type === 'array' && element?.def.type === 'object') return keysOfSchema(element, path);
  return [path.join('.')];
}

function keysOfValue(value: unknown, path: readonly string[] = []): readonly string[] {
  if (Array.isArray(value) && typeof value[0] === 'object') return keysOfValue(value[0], path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path.join('.')];
  return Object.entries(value).flatMap(([key, child]) => keysOfValue(child, [...path, key]));
}

test('the file that init writes is taken as it is', (t) => {
  const config = parseConfig(written, '/bank/kakitome.toml');
  t.is(config.bank.name, choices.name);
  t.is(config.bank.payment_address, 'pay@midori.example');
  t.is(config.bank.bounce_address, 'bounce@midori.example');
  t.deepEqual([config.intake.lmtp?.listen, config.intake.smtp?.listen, config.intake.imap], [{ host: '127.0.0.1', port: 2424 }, { host: '127.0.0.1', port: 2525 }, []]);
});

test('it shows every key of the schema, and no other', (t) => {
  const schema = keysOfSchema(configSchema as unknown as Node).toSorted();
  t.true(schema.includes('intake.imap.folders') && schema.includes('limits.per_payment') && schema.length > 50, schema.join(' '));
  t.deepEqual(keysOfValue(parse(complete)).toSorted(), schema);
});

test('with every key in force it is taken too', (t) => {
  t.is(parseConfig(complete, '/bank/kakitome.toml').intake.imap.length, 1);
});

/** What init chooses for a fresh machine, where the schema has no default or another one. */
const CHOSEN = ['wakeup.', 'store.url', 'store.password_file', 'policy.steps.', 'numbers.ask_above', 'order_page.', 'board.post_address', 'board.host', 'board.url', 'board.retention', 'board.witnesses', 'board.site.', 'console.', 'bank.', 'intake.lmtp.', 'intake.smtp.', 'intake.authserv_id', 'outgoing.host', 'outgoing.security', 'outgoing.ca_file', 'outgoing.user', 'outgoing.password_file', 'intake.imap.host', 'intake.imap.user', 'intake.imap.ca_file', 'intake.imap.password_file', 'intake.imap.oauth2.', 'outgoing.oauth2.'];

test('every other value is the schema\'s default, and each default is told above its key', (t) => {
  const least = '[bank]\nname="B"\npayment_address="pay@b.example"\nbounce_address="bounce@b.example"\ntelephone="1"\n[outgoing]\nhost="127.0.0.1"\n[[intake.imap]]\nhost="i"\nuser="u"\n';
  const defaults = flat(parseConfig(least, '/k.toml'));
  const values = flat(parseConfig(complete, '/k.toml'));
  for (const [key, value] of values) if (!CHOSEN.some((chosen) => key.startsWith(chosen)) && key !== 'file' && key !== 'folder') t.deepEqual(value, defaults.get(key), key);
  for (const [line, before] of keyLines(written)) t.regex(before, /Default: |Must be set|TOML|address:port/, line);
});

const flat = (value: unknown, path = ''): ReadonlyMap<string, unknown> =>
  new Map(
    Object.entries(value as Record<string, unknown>).flatMap(([key, child]): (readonly [string, unknown])[] => {
      const inner = Array.isArray(child) && typeof child[0] === 'object' ? (child[0] as unknown) : child;
      return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? [...flat(inner, `${path}${key}.`)] : [[`${path}${key}`, child]];
    }),
  );

/** Each key's line with the prose above it. */
function keyLines(text: string): readonly (readonly [string, string])[] {
  const rows: (readonly [string, string])[] = [];
  let prose = '';
  for (const line of text.split('\n')) {
    if (/^#? ?[a-z_]+ = /.test(line) && !line.startsWith('# ')) rows.push([line, prose]);
    prose = line.startsWith('# ') ? `${prose}${line}\n` : '';
  }
  return rows;
}
