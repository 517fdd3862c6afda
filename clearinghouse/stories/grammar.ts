/**
 * The grammar of story files (README.md of this folder): plain text into stories of typed steps. A story begins with `# title`; each
 * further line is a verb and its columns, two or more spaces apart; lines `| …` below a letter are its text; `-- …` is a remark.
 */

/** `buyer → shop, bank`: names of people, or mail addresses. */
export type Route = { readonly from: string; readonly to: readonly string[] };

export const LETTER_FORMS = ['letter', 'order', 'forward', 'answer', 'cheque', 'post'] as const;
export const DISPOSITIONS = ['advanced', 'answered', 'recorded', 'nothing-new', 'refused', 'set-aside'] as const;
export const BOARD_WAYS = ['publishes', 'stands still', 'is damaged', 'is repaired'] as const;
type LetterForm = (typeof LETTER_FORMS)[number];
export type DispositionKind = (typeof DISPOSITIONS)[number];
export type Share = { readonly who: string; readonly amount: string };

export type What =
  // the world
  | { readonly kind: 'person'; readonly key: string; readonly name: string; readonly address: string; readonly fields: readonly string[] }
  | { readonly kind: 'account'; readonly who: string; readonly amount: string }
  | { readonly kind: 'policy'; readonly name: string; readonly value: string }
  // what people do
  | { readonly kind: 'letter'; readonly form: LetterForm; readonly route: Route; readonly fields: readonly string[]; readonly body: readonly string[] }
  | { readonly kind: 'arrives' | 'again' | 'reads' | 'requeue'; readonly letter: string }
  | { readonly kind: 'outage' | 'together'; readonly begins: boolean }
  | { readonly kind: 'tick'; readonly span: string }
  | { readonly kind: 'book'; readonly direction: 'deposit' | 'withdraw'; readonly who: string; readonly amount: string; readonly fields: readonly string[] }
  | { readonly kind: 'address'; readonly change: 'add' | 'remove' | 'resume'; readonly address: string; readonly who: string | null }
  | { readonly kind: 'bounce' | 'undelivered' | 'complaint'; readonly notice: string; readonly to: string; readonly detail: string }
  | { readonly kind: 'board'; readonly how: (typeof BOARD_WAYS)[number] }
  | { readonly kind: 'shows'; readonly who: string; readonly fields: readonly string[] }
  | { readonly kind: 'decides'; readonly what: string; readonly fields: readonly string[] }
  | { readonly kind: 'erases'; readonly entry: string; readonly reason: string }
  // what the bank does
  | { readonly kind: 'notice'; readonly to: string; readonly notice: string; readonly fields: readonly string[] }
  | { readonly kind: 'silence' | 'waits' | 'nothing-moved' }
  | { readonly kind: 'no-entry' }
  | { readonly kind: 'disposition'; readonly disposition: DispositionKind; readonly code: string }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string; readonly amount: string }
  | { readonly kind: 'balance' | 'held'; readonly shares: readonly Share[] }
  | { readonly kind: 'entry'; readonly text: string }
  | { readonly kind: 'face'; readonly entry: string; readonly text: string }
  | { readonly kind: 'proof'; readonly who: string; readonly text: string }
  | { readonly kind: 'staff'; readonly text: string }
  | { readonly kind: 'clock'; readonly text: string }
  | { readonly kind: 'payment'; readonly number: number | null; readonly state: string; readonly reason: string | null };

export type Step = { readonly line: number; readonly what: What };
export type Story = { readonly file: string; readonly title: string; readonly first: number; readonly source: readonly string[]; readonly steps: readonly Step[] };

/** Throws with file and line where a line is no step: a story that can't be read tests nothing. */
export function parseStories(file: string, text: string): readonly Story[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, at) => (line.startsWith('# ') ? [at] : []));
  const before = lines.slice(0, starts[0] ?? lines.length).find((line) => line.trim() !== '');
  if (before !== undefined) throw new Error(`${file}: "${before}" stands before the first title; expected "# title"`);
  return starts.map((start, index) => parseStory(file, lines, start, starts[index + 1] ?? lines.length));
}

function parseStory(file: string, lines: readonly string[], start: number, end: number): Story {
  const source = lines.slice(start, end);
  const steps: Step[] = [];
  for (let at = 1; at < source.length; at += 1) {
    const line = source[at] ?? '';
    if (line.trim() === '' || line.startsWith('--')) continue;
    const body = bodyBelow(source, at);
    try {
      steps.push({ line: at, what: parseLine(line.trim(), body) });
    } catch (error) {
      throw new Error(`${file}:${start + at + 1}: ${error instanceof Error ? error.message : String(error)}\n    ${line}`);
    }
    at += body.length;
  }
  return { file, title: (source[0] ?? '').slice(2).trim(), first: start + 1, source, steps };
}

function bodyBelow(source: readonly string[], at: number): readonly string[] {
  const body: string[] = [];
  for (let below = at + 1; /^\s*\|/.test(source[below] ?? ''); below += 1) body.push((source[below] ?? '').replace(/^\s*\| ?/, ''));
  return body;
}

function parseLine(line: string, body: readonly string[]): What {
  const [, verb = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
  const columns = rest === '' ? [] : rest.split(/\s{2,}/);
  const parse = verbs[verb];
  if (parse === undefined) throw new Error(`"${verb}" is no verb of stories; expected one of ${Object.keys(verbs).join(', ')}`);
  const what = parse(columns, body, verb);
  if (body.length > 0 && what.kind !== 'letter') throw new Error(`only a letter has text below it`);
  return what;
}

type ParseVerb = (columns: readonly string[], body: readonly string[], verb: string) => What;

function column(columns: readonly string[], at: number, expected: string): string {
  const text = columns[at];
  if (text === undefined || text === '') throw new Error(`column ${at + 1} is missing; expected ${expected}`);
  return text;
}

function one(columns: readonly string[], expected: string): string {
  if (columns.length > 1) throw new Error(`found ${columns.length} columns; expected one: ${expected}`);
  return column(columns, 0, expected);
}

function parseRoute(text: string): Route {
  const [from, to, more] = text.split(/\s*(?:→|->)\s*/);
  if (from === undefined || from === '' || to === undefined || to === '' || more !== undefined) throw new Error(`found "${text}"; expected "from → to, to"`);
  return { from, to: to.split(/\s*,\s*/) };
}

const parseLetter: ParseVerb = (columns, body, verb) => {
  const form = LETTER_FORMS.find((one) => one === verb) ?? 'letter';
  const first = column(columns, 0, 'who writes, to whom');
  const route = form === 'answer' && !/→|->/.test(first) ? { from: first, to: ['question'] } : parseRoute(first);
  return { kind: 'letter', form, route, fields: columns.slice(1), body };
};

/** `buyer 80.00 EUR`: somebody's amount. */
function parseShare(text: string): Share {
  const [, who = '', amount = ''] = /^(\S+)\s+(.+)$/.exec(text) ?? [];
  if (amount === '') throw new Error(`found "${text}"; expected a name and an amount`);
  return { who, amount };
}

/** `buyer   10,000 JPY` in two columns, or `buyer 10,000 JPY` in one. */
function leadingShare(columns: readonly string[]): { readonly share: Share; readonly rest: readonly string[] } {
  const first = column(columns, 0, 'a name and an amount');
  return first.includes(' ') ? { share: parseShare(first), rest: columns.slice(1) } : { share: { who: first, amount: column(columns, 1, 'an amount') }, rest: columns.slice(2) };
}

const parseNotice: ParseVerb = (columns) => {
  const { from, to } = parseRoute(column(columns, 0, 'bank → whom'));
  const [receiver, more] = to;
  if (from !== 'bank' || receiver === undefined || more !== undefined) throw new Error('a notice goes from the bank to one receiver');
  return { kind: 'notice', to: receiver, notice: column(columns, 1, 'the kind of notice'), fields: columns.slice(2) };
};

const parseMoved: ParseVerb = (columns) => {
  const { from, to } = parseRoute(column(columns, 0, 'who → whom'));
  return { kind: 'moved', from, to: to[0] ?? '', amount: column(columns, 1, 'an amount') };
};

const parsePayment: ParseVerb = (columns) => {
  const [number, state, reason] = /^\d+$/.test(columns[0] ?? '') ? [Number(columns[0]), columns[1], columns[2]] : [null, columns[0], columns[1]];
  return { kind: 'payment', number, state: state ?? '', reason: reason ?? null };
};

const parsePerson: ParseVerb = (columns) => {
  const [key, name, address] = [column(columns, 0, 'the name in the story'), column(columns, 1, 'the registered name'), column(columns, 2, 'the address')];
  return { kind: 'person', key, name, address, fields: columns.slice(3) };
};

const parseShares: ParseVerb = (columns, _body, verb) => ({ kind: verb === 'held' ? 'held' : 'balance', shares: columns.map(parseShare) });
const parseDisposition: ParseVerb = (columns, _body, verb) => ({ kind: 'disposition', disposition: verb as DispositionKind, code: one(columns, 'a code') });

const parseBook: ParseVerb = (columns, _body, verb) => {
  const { share, rest } = leadingShare(columns);
  return { kind: 'book', direction: verb === 'deposit' ? 'deposit' : 'withdraw', ...share, fields: rest };
};

const parseReturn: ParseVerb = (columns, _body, verb) => {
  const to = parseRoute(column(columns, 0, 'bank → whom')).to[0] ?? '';
  const kind = verb === 'bounce' || verb === 'complaint' ? verb : 'undelivered';
  return { kind, to, notice: column(columns, 1, 'the kind of notice'), detail: columns[2] ?? '' };
};

const parseAddress: ParseVerb = (columns) => {
  const change = column(columns, 0, 'add, remove or resume');
  if (change !== 'add' && change !== 'remove' && change !== 'resume') throw new Error(`found "${change}"; expected add, remove or resume`);
  return { kind: 'address', change, address: column(columns, 1, 'an address'), who: columns[2] ?? null };
};

const parseBoard: ParseVerb = (columns) => {
  const words = one(columns, BOARD_WAYS.join(', '));
  const how = BOARD_WAYS.find((way) => way === words);
  if (how === undefined) throw new Error(`found "${words}"; expected one of ${BOARD_WAYS.join(', ')}`);
  return { kind: 'board', how };
};

const named =
  (kind: 'arrives' | 'again' | 'reads' | 'requeue'): ParseVerb =>
  (columns) => ({ kind, letter: one(columns, 'the name of a letter') });

const bracket =
  (kind: 'outage' | 'together'): ParseVerb =>
  (columns) => {
    const word = one(columns, 'begins or ends');
    if (word !== 'begins' && word !== 'ends') throw new Error(`found "${word}"; expected begins or ends`);
    return { kind, begins: word === 'begins' };
  };

const text =
  (kind: 'entry' | 'staff' | 'clock'): ParseVerb =>
  (columns) => ({ kind, text: one(columns, 'one word or time') });

/** `nothing moved`, `no entry`, `silence`: the words are fixed. */
const fixed =
  (kind: 'silence' | 'waits' | 'nothing-moved' | 'no-entry', words: string): ParseVerb =>
  (columns) => {
    if (columns.join(' ') !== words) throw new Error(`found "${columns.join(' ')}"; expected "${words}"`);
    return { kind };
  };

const verbs: Readonly<Record<string, ParseVerb>> = {
  person: parsePerson,
  account: (columns) => ({ kind: 'account', ...leadingShare(columns).share }),
  policy: (columns) => ({ kind: 'policy', name: column(columns, 0, 'a limit or span'), value: column(columns, 1, 'its value') }),
  ...Object.fromEntries(LETTER_FORMS.map((form) => [form, parseLetter])),
  arrives: named('arrives'),
  again: named('again'),
  reads: named('reads'),
  requeue: named('requeue'),
  outage: bracket('outage'),
  together: bracket('together'),
  tick: (columns) => ({ kind: 'tick', span: one(columns, 'a span such as "3 days 2 hours"') }),
  deposit: parseBook,
  withdraw: parseBook,
  address: parseAddress,
  bounce: parseReturn,
  undelivered: parseReturn,
  complaint: parseReturn,
  board: parseBoard,
  shows: (columns) => ({ kind: 'shows', who: column(columns, 0, 'who'), fields: columns.slice(1) }),
  decides: (columns) => ({ kind: 'decides', what: column(columns, 0, 'what staff decide on'), fields: columns.slice(1) }),
  erases: (columns) => ({ kind: 'erases', entry: column(columns, 0, 'the kind of the entry'), reason: column(columns, 1, 'a reason') }),
  face: (columns) => ({ kind: 'face', entry: column(columns, 0, 'the kind of the entry'), text: columns.slice(1).join('   ') }),
  proof: (columns) => ({ kind: 'proof', who: column(columns, 0, 'who'), text: column(columns, 1, 'the details that are opened') }),
  notice: parseNotice,
  silence: fixed('silence', ''),
  waits: fixed('waits', ''),
  ...Object.fromEntries(DISPOSITIONS.map((disposition) => [disposition, parseDisposition])),
  moved: parseMoved,
  nothing: fixed('nothing-moved', 'moved'),
  no: fixed('no-entry', 'entry'),
  balance: parseShares,
  held: parseShares,
  entry: text('entry'),
  staff: text('staff'),
  clock: text('clock'),
  payment: parsePayment,
};
