/**
 * Gate 0 with every question asked, each with the place where it hits. The verdict is the gate's own; the questions here show where to look, and
 * a test keeps the two from differing.
 */
import type { GateLimits, GateResult } from '../mail/gate.ts';
import type { GateQuestion, GateView } from './dissection.ts';
import { isFolded, placeOf, scanHeader } from './header-scan.ts';
import type { HeaderScan, ScannedField, ScannedLine } from './header-scan.ts';

/** A hit: what was found and where; null: no hit. */
type Hit = { readonly detail: string; readonly place: string } | null;

type Case = { readonly bytes: Buffer; readonly scan: HeaderScan; readonly limits: GateLimits; readonly gate: GateResult };
type Rule = { readonly code: string; readonly question: string; readonly fatal?: false; readonly ask: (one: Case) => Hit };

const NOWHERE = '';
const hit = (detail: string, place = NOWHERE): Hit => ({ detail, place });

const counted = ({ scan }: Case, key: string): readonly ScannedField[] => scan.fields.filter((field) => field.name?.toLowerCase() === key);
const places = (fields: readonly ScannedField[]): string => `lines ${fields.slice(0, 8).map((field) => field.first.number).join(', ')}${fields.length > 8 ? ', …' : ''}`;

const tooMany = (one: Case, key: string, most: number): Hit => {
  const fields = counted(one, key);
  return fields.length > most ? hit(`${fields.length} ${key} fields, ${most} are allowed`, places(fields)) : null;
};

/** The first line that holds such a byte. */
const lineWith = (one: Case, find: (line: ScannedLine) => number, say: (line: ScannedLine, at: number) => string): Hit => {
  for (const line of one.scan.lines) {
    const at = find(line);
    if (at >= 0) return hit(say(line, at), placeOf(one.scan, line, at));
  }
  return null;
};

const ONCE: readonly string[] = ['sender', 'subject', 'to', 'cc', 'date', 'message-id', 'in-reply-to', 'references', 'content-type', 'content-transfer-encoding', 'mime-version', 'reply-to'];

const doubled = (one: Case): Hit => {
  const found = ONCE.map((key) => ({ key, fields: counted(one, key) })).filter(({ fields }) => fields.length > 1);
  return found.length === 0 ? null : hit(found.map(({ key, fields }) => `${fields.length} × ${key}`).join(', '), found.map(({ fields }) => places(fields)).join('; '));
};

const fromCount = (one: Case, wrong: (count: number) => boolean): Hit => {
  const fields = counted(one, 'from');
  return wrong(fields.length) ? hit(`${fields.length} From fields`, fields.length === 0 ? NOWHERE : places(fields)) : null;
};

const bareCr = ({ bytes, scan }: Case): Hit => {
  for (let at = bytes.indexOf(0x0d); at >= 0; at = bytes.indexOf(0x0d, at + 1)) {
    if (bytes[at + 1] !== 0x0a) return hit('a CR without LF', `byte ${at}${at < scan.bytes ? ', in the header' : ', in the body'}`);
  }
  return null;
};

const longestLine = ({ scan }: Case): ScannedLine | null => scan.lines.reduce<ScannedLine | null>((longest, line) => (longest === null || line.length > longest.length ? line : longest), null);

const lineLonger = (one: Case, most: number): Hit => {
  const line = longestLine(one);
  return line !== null && line.length > most ? hit(`${line.length} bytes, ${most} are allowed`, placeOf(one.scan, line)) : null;
};

const isControl = (byte: number): boolean => (byte < 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== 0) || byte === 0x7f;

const HEADER_RULES: readonly Rule[] = [
  { code: 'header-too-large', question: 'is the header block small enough?', ask: ({ scan, limits }) => (scan.bytes > limits.headerBytes ? hit(`more than ${limits.headerBytes} bytes`) : null) },
  { code: 'header-line-too-long', question: 'is every header line short enough to be read?', ask: (one) => lineLonger(one, one.limits.headerLineBytes) },
  { code: 'long-header-line', question: 'has every header line at most 998 bytes (RFC 5322)?', fatal: false, ask: (one) => lineLonger(one, 998) },
  { code: 'nul-in-header', question: 'no NUL byte in the header?', ask: (one) => lineWith(one, ({ bytes }) => bytes.indexOf(0), () => 'a NUL byte') },
  { code: 'control-byte-in-header', question: 'no control byte in the header?', ask: (one) => lineWith(one, ({ bytes }) => bytes.findIndex(isControl), ({ bytes }, at) => `byte 0x${(bytes[at] ?? 0).toString(16).padStart(2, '0')}`) },
  { code: 'header-begins-with-space', question: 'does the first line begin with a field?', ask: (one) => lineWith(one, (line) => (line.number === 1 && isFolded(line) ? 0 : -1), () => 'the first line begins with white space') },
  { code: 'blank-fold', question: 'no header line of white space alone?', fatal: false, ask: (one) => lineWith(one, ({ bytes, number }) => (number > 1 && bytes.every((byte) => byte === 0x20 || byte === 0x09) ? 0 : -1), () => 'a line of white space') },
  { code: 'header-line-without-colon', question: 'has every field a colon?', ask: (one) => fieldWith(one, ({ name, first }) => name === null && !isFolded(first), 'a line without a colon') },
  { code: 'space-before-colon', question: 'no white space before a colon?', ask: (one) => fieldWith(one, ({ name }) => name !== null && /[ \t]$/.test(name), 'white space before the colon') },
  { code: 'bad-field-name', question: 'is every field name plain ASCII?', ask: (one) => fieldWith(one, ({ name, first }) => name !== null && !isFolded(first) && !/[ \t]$/.test(name) && !/^[!-9;-~]{1,128}$/.test(name), 'a field name that is not printable ASCII') },
  { code: 'too-many-fields', question: 'few enough header fields?', ask: ({ scan, limits }) => (scan.fields.length > limits.fields ? hit(`${scan.fields.length}${scan.cut ? ' or more' : ''} fields, ${limits.fields} are allowed`) : null) },
  { code: 'too-many-signatures', question: 'few enough DKIM signatures?', ask: (one) => tooMany(one, 'dkim-signature', one.limits.signatures) },
  { code: 'too-many-received', question: 'few enough Received fields?', ask: (one) => tooMany(one, 'received', one.limits.received) },
  { code: 'too-many-arc-sets', question: 'few enough ARC sets?', ask: (one) => ['arc-seal', 'arc-message-signature', 'arc-authentication-results'].map((key) => tooMany(one, key, one.limits.arcSets)).find((found) => found !== null) ?? null },
  { code: 'from-missing', question: 'is there a From field?', ask: (one) => fromCount(one, (count) => count === 0) },
  { code: 'from-doubled', question: 'is there only one From field?', ask: (one) => fromCount(one, (count) => count > 1) },
  { code: 'from-ambiguous', question: 'can From be read in one way alone?', ask: (one) => (!one.gate.ok && one.gate.code === 'from-ambiguous' ? hit(one.gate.detail, places(counted(one, 'from'))) : null) },
  { code: 'field-doubled', question: 'does each field that may stand once stand once?', ask: doubled },
];

function fieldWith(one: Case, wrong: (field: ScannedField) => boolean, say: string): Hit {
  const found = one.scan.fields.find(wrong);
  return found === undefined ? null : hit(say, placeOf(one.scan, found.first));
}

const BYTE_RULES: readonly Rule[] = [
  { code: 'too-large', question: 'is the mail small enough?', ask: ({ bytes, limits, gate }) => (bytes.length > limits.sizeWithOriginalBytes || (!gate.ok && gate.code === 'too-large') ? hit(`${bytes.length} bytes; ${limits.sizeBytes} are allowed, ${limits.sizeWithOriginalBytes} with an attached mail`) : null) },
  { code: 'bare-cr', question: 'does every CR stand before an LF?', ask: bareCr },
];

/** The walk over the parts ends at its first problem: of these questions the gate's own answer is shown, with the part where it stopped. */
const PART_RULES: readonly (readonly [code: string, question: string])[] = [
  ['boundary-missing', 'has every multipart a boundary?'],
  ['boundary-doubled', 'has every multipart one boundary of its own?'],
  ['boundary-odd', 'is every boundary written in a way that all readers take alike?'],
  ['boundary-too-long', 'is every boundary short enough?'],
  ['encoded-multipart', 'is no multipart transfer-encoded?'],
  ['unknown-transfer-encoding', 'is every transfer encoding known?'],
  ['charset-doubled', 'has every text at most one charset?'],
  ['too-deep', 'are the parts nested shallowly enough?'],
  ['too-many-parts', 'are there few enough parts?'],
  ['charset-utf-7', 'is no text in UTF-7?'],
  ['unknown-charset', 'is the charset of every text known?'],
];

const whereStopped = (gate: GateResult): string => {
  const last = gate.parts.at(-1);
  return last === undefined ? NOWHERE : `part ${gate.parts.length} (${last.type.slice(0, 60)}), byte ${last.start}`;
};

function askedOf(rule: Rule, one: Case): GateQuestion {
  const found = rule.ask(one);
  return { code: rule.code, question: rule.question, fatal: rule.fatal !== false, hit: found !== null, detail: found?.detail ?? '', place: found?.place ?? NOWHERE };
}

/** All questions of gate 0 to these bytes, and what the gate itself decides. */
export function askGate(bytes: Buffer, gate: GateResult, limits: GateLimits): GateView {
  const one: Case = { bytes, scan: scanHeader(bytes), limits, gate };
  const refusal = gate.ok ? null : gate.code;
  const early = [...BYTE_RULES, ...HEADER_RULES].map((rule) => askedOf(rule, one));
  const walked = gate.ok || gate.parts.length > 0;
  const parts = PART_RULES.map(([code, question]): GateQuestion => {
    const here = refusal === code;
    return { code, question, fatal: true, hit: walked ? here : null, detail: here && !gate.ok ? gate.detail : '', place: here ? whereStopped(gate) : NOWHERE };
  });
  const questions = [...early, ...parts];
  if (gate.ok || questions.some((question) => question.code === refusal && question.hit === true)) return { refusal, detail: gate.ok ? '' : gate.detail, questions };
  const rest: GateQuestion = { code: gate.code, question: 'can every part be read in one way only?', fatal: true, hit: true, detail: gate.detail, place: whereStopped(gate) };
  return { refusal, detail: gate.detail, questions: [...questions.filter((question) => question.code !== gate.code), rest] };
}
