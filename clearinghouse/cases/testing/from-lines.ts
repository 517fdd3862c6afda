/** From fields drawn from the grammar of RFC 5322 §3.4 and §4.4 (obsolete forms, routes, comments, folding), and a little beside it. */
type Random = () => number;

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;
const maybe = (chance: number, random: Random, text: () => string): string => (random() < chance ? text() : '');
const many = (most: number, random: Random, text: () => string, between = ''): string => Array.from({ length: 1 + Math.floor(random() * most) }, text).join(between);

const LOCALS = [...Array.from({ length: 14 }, () => 'takao'), 'takao', 'eve', 'b1', 'taro..y', 'a.b', '.x', 'x.', 'takao+q', '"takao"', '"ta kao"', '"a\\"b"', '"a@buyer.example"', 'ta . kao', '佐々木', '=?utf-8?Q?takao?=', ''];
const DOMAINS = [...Array.from({ length: 14 }, (_, index) => (index % 2 === 0 ? 'buyer.example' : 'evil.example')), 'buyer.example', 'evil.example', 'BUYER.example', 'buyer.example.', 'buyer . example', '[127.0.0.1]', 'buyer.example\u0000', 'xn--nxasmq6b.example', 'büyer.example', 'buyer..example', 'example', '', 'buyer.example(x)', 'evil.example,buyer.example'];
const ATOMS = ['Takao', 'Eve', 'a.b', "o'x", 'takao@buyer.example', '=?utf-8?Q?=22?=', '=?utf-8?B?PHRha2FvQGJ1eWVyLmV4YW1wbGU+?=', '佐々木', '--', '\\,'];

const cfws = (random: Random): string => pick([...Array.from({ length: 16 }, () => ''), ' ', ' ', '\t', '\r\n ', '\r\n\t', ' (c) ', ' (a (b) c) ', ' (<takao@buyer.example>) ', ' (\\)) ', '(,)', '(;'], random);
const quoted = (random: Random): string => `"${many(3, random, () => pick(['Takao', ' ', ',', '<takao@buyer.example>', '\\"', '\\\\', '@', '\r\n ', ';', ':'], random))}"`;
const phrase = (random: Random): string => many(3, random, () => (random() < 0.3 ? quoted(random) : pick(ATOMS, random)), pick([' ', '', '\r\n '], random));
const address = (random: Random): string => `${pick(LOCALS, random)}${maybe(0.1, random, () => cfws(random))}${random() < 0.95 ? '@' : ''}${maybe(0.1, random, () => cfws(random))}${pick(DOMAINS, random)}`;
const route = (random: Random): string => maybe(0.1, random, () => `${many(2, random, () => `@${pick(DOMAINS, random)}`, ',')}:`);
const angle = (random: Random): string => `${pick([...'<<<<<<<<<<<<', '<<', '', '\\<'], random)}${route(random)}${cfws(random)}${address(random)}${cfws(random)}${pick([...'>>>>>>>>>>>>', '>>', '', '\\>'], random)}`;
const mailbox = (random: Random): string => (random() < 0.35 ? address(random) : `${phrase(random)}${cfws(random)}${angle(random)}`);
const group = (random: Random): string => `${phrase(random)}:${maybe(0.8, random, () => many(2, random, () => mailbox(random), ','))}${pick([';', ';', ''], random)}`;

/** The value of one From field; line breaks are CRLF and followed by white space. */
export function fromLine(random: Random): string {
  const element = (): string => `${cfws(random)}${random() < 0.12 ? group(random) : mailbox(random)}${cfws(random)}`;
  return random() < 0.7 ? element() : many(3, random, element, pick([',', ', ', ';', ' ', ',,', ',\r\n '], random));
}

/** A plain mailbox as people's programs write it: most of these must be read. */
export function plainFromLine(random: Random): { readonly line: string; readonly address: string } {
  const local = pick(['takao', 'eve', 'taro..y', 'a.b', 'x-y_z', "o'neil"], random);
  const bare = `${local}@${pick(['buyer.example', 'evil.example'], random)}`;
  const name = pick(['Takao Sasaki', '"Sasaki, Takao"', '=?utf-8?B?5L2Q44CF5pyo?=', '"Takao \\"T\\" Sasaki"', '佐々木 孝夫', "Takao 'T' (Kyoto)"], random);
  return { line: random() < 0.3 ? bare : `${name} <${bare}>`, address: bare };
}
