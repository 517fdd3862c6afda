/**
 * Proofs as customers have them from their mails, kept and held against what the board publishes later. Its own few lines of RFC 9162 and of signed notes: no
 * code of the board.
 */
import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import { Violation } from '../violation.ts';

type Read = (path: string) => Promise<Uint8Array | null>;

/** A receipt's entry and proof, as they stood in a mail. */
export type MailedProof = { readonly entry: Uint8Array; readonly proof: Uint8Array; readonly whose: string; readonly payment: number | null };

type Kept = { readonly leaf: Buffer; readonly index: number; readonly size: number; readonly root: Buffer; readonly path: readonly Buffer[]; readonly mail: MailedProof };

export type ProofKeeper = {
  /** Throws where it does not prove its entry. */
  readonly keep: (mail: MailedProof) => void;
  /** Holds so many of the kept against the board as it is now; each has its turn. Throws where one is valid no more. */
  readonly checkSome: (checkpoint: string, count: number) => Promise<void>;
  readonly checkAll: (checkpoint: string) => Promise<number>;
};

const WIDTH = 256;
const sha = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');
const leafOf = (entry: Uint8Array): Buffer => sha(Buffer.of(0), entry);
const nodeOf = (left: Uint8Array, right: Uint8Array): Buffer => sha(Buffer.of(1), left, right);

export function makeProofKeeper(read: Read, vkeys: readonly string[]): ProofKeeper {
  const keys = vkeys.map(keyOf);
  const kept: Kept[] = [];
  let turn = 0;
  const check = async (checkpoint: string, some: readonly Kept[]): Promise<void> => {
    const now = openNote(checkpoint, keys);
    if (now === null) throw new Violation('the board\'s checkpoint is signed with no key of the log');
    const tree = await treeOf(read, now.size);
    if (!tree.root(now.size).equals(now.root)) throw new Violation(`the hash tiles of the board do not lead to the root of its checkpoint of ${now.size} leaves`);
    for (const one of some) {
      if (one.size <= now.size) for (const at of [one.index, one.size - 1]) await tree.load(at);
      const still = one.size <= now.size && tree.root(one.size).equals(one.root) && tree.leaf(one.index)?.equals(one.leaf) === true && leads(one);
      if (!still) throw new Violation(`the proof of leaf ${one.index} in a mail to ${one.mail.whose} is valid no more: its checkpoint of ${one.size} leaves is not what the board of ${now.size} leaves says`, aboutOf(one.mail));
    }
  };
  return {
    keep: (mail) => void kept.push(readProof(mail, keys)),
    checkSome: async (checkpoint, count) => {
      const some = Array.from({ length: Math.min(count, kept.length) }, () => kept[(turn += 1) % kept.length]).filter((one) => one !== undefined);
      if (some.length > 0) await check(checkpoint, some);
    },
    checkAll: async (checkpoint) => {
      await check(checkpoint, kept);
      return kept.length;
    },
  };
}

const aboutOf = ({ payment }: MailedProof): { readonly payments: readonly number[] } => ({ payments: payment === null ? [] : [payment] });

type Key = { readonly name: string; readonly id: string; readonly key: KeyObject };

/** `name+id+base64`, of which the first byte is 1 for Ed25519. */
function keyOf(vkey: string): Key {
  const [name = '', id = '', ...rest] = vkey.split('+');
  const typed = Buffer.from(rest.join('+'), 'base64');
  if (typed[0] !== 1 || typed.length !== 33) throw new Error(`found the key ${vkey}; expected one of Ed25519`);
  return { name, id, key: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: typed.subarray(1).toString('base64url') }, format: 'jwk' }) };
}

/** Origin, size and root of a note that one of these keys has signed; null: none has. */
function openNote(note: string, keys: readonly Key[]): { readonly size: number; readonly root: Buffer } | null {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const [origin, size = '', root = ''] = text.split('\n');
  const isSigned = note.slice(end + 2).split('\n').some((line) => {
    const [, name, blob = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(blob, 'base64');
    const key = keys.find((one) => one.name === name && one.name === origin && one.id === bytes.subarray(0, 4).toString('hex'));
    return key !== undefined && verify(null, Buffer.from(text), key.key, bytes.subarray(4));
  });
  return end !== -1 && isSigned && /^\d+$/.test(size) ? { size: Number.parseInt(size, 10), root: Buffer.from(root, 'base64') } : null;
}

function readProof(mail: MailedProof, keys: readonly Key[]): Kept {
  const text = Buffer.from(mail.proof).toString();
  const split = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, split).split('\n');
  const [index = '', ...hashes] = lines.filter((line) => !line.startsWith('extra '));
  const note = openNote(text.slice(split + 2), keys);
  const fail = (what: string): never => {
    throw new Violation(`the proof in a mail to ${mail.whose} ${what}`, aboutOf(mail));
  };
  if (first !== 'c2sp.org/tlog-proof@v1' || !/^index \d+$/.test(index)) return fail('is none of the kind tlog-proof');
  if (note === null) return fail('bears a checkpoint that no key of the log has signed');
  const kept = { leaf: leafOf(mail.entry), index: Number.parseInt(index.slice('index '.length), 10), path: hashes.map((line) => Buffer.from(line, 'base64')), ...note, mail };
  return leads(kept) ? kept : fail('does not lead from its entry to the root of its checkpoint');
}

/** RFC 9162 §2.1.3.2. */
function leads({ leaf, index, size, root, path }: Pick<Kept, 'leaf' | 'index' | 'size' | 'root' | 'path'>): boolean {
  if (index >= size) return false;
  let [node, last, reached] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      reached = nodeOf(sibling, reached);
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else reached = nodeOf(reached, sibling);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && reached.equals(root);
}

/** `load`: reads the tile of a leaf, which `leaf` and the roots of trees that end in it need. */
type HashTree = { readonly root: (size: number) => Buffer; readonly leaf: (index: number) => Buffer | undefined; readonly load: (index: number) => Promise<void> };

/** A tree of `size` leaves as the board's hash tiles have it: whole tiles by their one hash, where the level above them has it. */
async function treeOf(read: Read, size: number): Promise<HashTree> {
  const full = Math.floor(size / WIDTH);
  if (full > WIDTH) throw new Error(`a board of ${size} leaves; the auditor reads ${WIDTH * WIDTH} at most`);
  const tiles = new Map<number, readonly Buffer[]>();
  const leaf = (index: number): Buffer | undefined => tiles.get(Math.floor(index / WIDTH))?.[index % WIDTH];
  const load = async (index: number): Promise<void> => {
    const tile = Math.floor(index / WIDTH);
    if (!tiles.has(tile)) tiles.set(tile, await hashesOf(read, 0, tile, Math.min(WIDTH, size - tile * WIDTH)));
  };
  const blocks = full === 0 ? [] : await hashesOf(read, 1, 0, full);
  if (size > 0) await load(size - 1);
  const known = new Map<string, Buffer>();
  const subtree = (from: number, until: number): Buffer => {
    const block = until - from === WIDTH && from % WIDTH === 0 ? blocks[from / WIDTH] : until - from === 1 ? leaf(from) : undefined;
    if (block !== undefined) return block;
    if (until - from === 1) throw new Error(`leaf ${from} of the board has not been read`);
    const name = `${from} ${until}`;
    let half = 1;
    while (half * 2 < until - from) half *= 2;
    const found = known.get(name) ?? nodeOf(subtree(from, from + half), subtree(from + half, until));
    known.set(name, found);
    return found;
  };
  return { root: (count) => (count === 0 ? sha() : subtree(0, count)), leaf, load };
}

async function hashesOf(read: Read, level: number, index: number, width: number): Promise<readonly Buffer[]> {
  const path = `tile/${level}/${String(index).padStart(3, '0')}${width === WIDTH ? '' : `.p/${width}`}`;
  const bytes = await read(path);
  if (bytes?.length !== width * 32) throw new Violation(`the board's ${path} has ${bytes?.length ?? 'no'} bytes; expected ${width * 32}`);
  return Array.from({ length: width }, (_, at) => Buffer.from(bytes.buffer, bytes.byteOffset + at * 32, 32));
}
