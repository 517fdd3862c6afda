/** Policy files (c2sp.org/tlog-policy): which logs and witnesses are trusted, and how many of the witnesses must have cosigned. */
import { decimal, sameBytes } from './encoding.ts';
import { parseKey, type VerifierKey } from './key.ts';
import { Malformed, shown } from './malformed.ts';

export type PolicyLog = { readonly key: VerifierKey; readonly url: string | null };
export type PolicyWitness = { readonly name: string; readonly key: VerifierKey; readonly url: string | null };
export type PolicyGroup = { readonly name: string; readonly least: number; readonly members: readonly string[] };

export type TrustPolicy = {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  /** The name of a witness or group; null: none is asked for. */
  readonly quorum: string | null;
};

type Draft = { logs: PolicyLog[]; witnesses: PolicyWitness[]; groups: PolicyGroup[]; quorum: string | null | undefined };

/** The text asks for 32 logs, witnesses and groups at least; so many lines are far beyond any policy that a person can judge. */
const MAX_LINES = 2_000;
const MAX_CHARACTERS = 1_000_000;

/**
 * Lines of words between blanks and tabs; empty ones and those that begin with `#` are passed over. Exactly one `quorum` line: a policy that
 * asks for no cosignature says so (`quorum none`). Throws `Malformed` with the line's number.
 */
export function parsePolicy(text: string): TrustPolicy {
  if (text.length > MAX_CHARACTERS) throw new Malformed('policy', `found ${text.length} characters; expected at most ${MAX_CHARACTERS}`);
  if (/(?![\t\n])[\u0000-\u001f\u007f]/.test(text)) throw new Malformed('policy', 'found a control character (CR?); expected lines that end in LF');
  const lines = text.split('\n');
  if (lines.length > MAX_LINES) throw new Malformed('policy', `found ${lines.length} lines; expected at most ${MAX_LINES}`);
  const draft: Draft = { logs: [], witnesses: [], groups: [], quorum: undefined };
  for (const [at, line] of lines.entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words[0]?.startsWith('#') ?? true) continue;
    try {
      readLine(draft, words);
    } catch (error) {
      throw error instanceof Malformed ? new Malformed('policy', `line ${at + 1}: ${error.message}`) : error;
    }
  }
  if (draft.quorum === undefined) throw new Malformed('policy', 'found no quorum line; expected "quorum <name>", or "quorum none" where no cosignature is asked for');
  return { ...draft, quorum: draft.quorum };
}

function readLine(draft: Draft, [word, ...rest]: readonly string[]): void {
  switch (word) {
    case 'log':
      if (rest.length < 1 || rest.length > 2) throw expected('log <vkey> [url]');
      draft.logs.push({ key: keyOf(rest[0], [1, 6], draft.logs), url: rest[1] ?? null });
      return;
    case 'witness':
      if (rest.length < 2 || rest.length > 3) throw expected('witness <name> <vkey> [url]');
      draft.witnesses.push({ name: newName(draft, rest[0]), key: keyOf(rest[1], [4, 6], draft.witnesses), url: rest[2] ?? null });
      return;
    case 'group':
      draft.groups.push(groupOf(draft, rest));
      return;
    case 'quorum':
      if (rest.length !== 1) throw expected('quorum <name>|none');
      if (draft.quorum !== undefined) throw new Malformed('policy', 'found a second quorum line; expected one');
      draft.quorum = rest[0] === 'none' ? null : knownName(draft, rest[0]);
      return;
    default:
      throw new Malformed('policy', `found ${shown(word ?? '')}; expected log, witness, group or quorum`);
  }
}

const expected = (form: string): Malformed => new Malformed('policy', `found another number of words; expected "${form}"`);

/** The same public key under another name is the same key. */
function keyOf(text: string | undefined, types: readonly number[], known: readonly { readonly key: VerifierKey }[]): VerifierKey {
  const key = parseKey(text ?? '');
  if (!types.includes(key.type)) throw new Malformed('policy', `found a key of type ${key.type}; expected ${types.join(' or ')}`);
  if (known.some((one) => sameBytes(one.key.publicKey, key.publicKey))) throw new Malformed('policy', `found the public key of ${shown(key.name)} a second time; expected each once`);
  return key;
}

const isKnown = (draft: Draft, name: string): boolean => [...draft.witnesses, ...draft.groups].some((one) => one.name === name);

function newName(draft: Draft, name = ''): string {
  if (name === 'none' || isKnown(draft, name)) throw new Malformed('policy', `found the name ${shown(name)} again; expected a new one`);
  return name;
}

function knownName(draft: Draft, name = ''): string {
  if (!isKnown(draft, name)) throw new Malformed('policy', `found the name ${shown(name)}; expected that of a witness or group above`);
  return name;
}

function groupOf(draft: Draft, [name, count, ...members]: readonly string[]): PolicyGroup {
  if (members.length === 0) throw expected('group <name> any|all|<k> <name>…');
  // Each in one group at most: no witness is to count twice towards the quorum.
  const taken = draft.groups.flatMap((group) => group.members);
  if (new Set([...taken, ...members]).size !== taken.length + members.length) throw new Malformed('policy', 'found a member a second time; expected each in one group, once');
  for (const member of members) knownName(draft, member);
  const least = count === 'any' ? 1 : count === 'all' ? members.length : decimal(count ?? '');
  if (least < 1 || least > members.length) throw new Malformed('policy', `found ${least} of ${members.length}; expected 1 to ${members.length}`);
  return { name: newName(draft, name), least, members };
}

/** Its lines without logs and addresses: whom to ask for a cosignature is nobody else's business, whose cosignatures are asked for is everybody's. */
export function quorumText({ witnesses, groups, quorum }: Omit<TrustPolicy, 'logs'>): string {
  const lines = [...witnesses.map(({ name, key }) => `witness ${name} ${key.text}`), ...groups.map(({ name, least, members }) => `group ${name} ${least} ${members.join(' ')}`), `quorum ${quorum ?? 'none'}`];
  return lines.map((line) => `${line}\n`).join('');
}

/** Whether cosignatures by these keys are enough. */
export function quorumMet({ witnesses, groups, quorum }: TrustPolicy, cosigners: readonly VerifierKey[]): boolean {
  const met = (name: string): boolean => {
    const group = groups.find((one) => one.name === name);
    if (group !== undefined) return group.members.filter(met).length >= group.least;
    const witness = witnesses.find((one) => one.name === name);
    return witness !== undefined && cosigners.some((key) => key.text === witness.key.text);
  };
  return quorum === null || met(quorum);
}
