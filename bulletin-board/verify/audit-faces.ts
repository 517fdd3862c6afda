/** Faces beside the entries: each opens its entry, or an entry says that it was withdrawn. */
import { faceOpens, parseFace, placeText, type ChangeLeaf, type WithdrawnLeaf } from '../format/entry.ts';
import { Malformed, shown } from '../format/malformed.ts';
import { facePath } from '../format/tile.ts';
import type { ReadFile } from '../ports.ts';
import type { Findings } from './finding.ts';

export type FacedLeaf = ChangeLeaf | WithdrawnLeaf;

export type FaceCheck = {
  /** Takes an entry that has a face; nothing is read yet. */
  readonly expect: (index: number, leaf: FacedLeaf) => void;
  /** Reads and checks all that was expected since the last time. */
  readonly check: () => Promise<void>;
  readonly opened: () => number;
  /** Indices whose file is not there. */
  readonly missing: ReadonlySet<number>;
};

export function checkFaces(read: ReadFile, findings: Findings, atOnce: number): FaceCheck {
  const missing = new Set<number>();
  let opened = 0;
  let expected: (readonly [index: number, leaf: FacedLeaf])[] = [];
  let faults: (readonly [index: number, wrong: string])[] = [];
  const checkOne = async (index: number, leaf: FacedLeaf): Promise<void> => {
    const bytes = await read(facePath(index));
    if (bytes === null) return void missing.add(index);
    const wrong = wrongIn(bytes, leaf);
    if (wrong === null) opened += 1;
    else faults.push([index, wrong]);
  };
  const check = async (): Promise<void> => {
    const work = expected.values();
    expected = [];
    const lane = async (): Promise<void> => {
      for (const [index, leaf] of work) await checkOne(index, leaf);
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    // Told in the order of the log, whichever file came first.
    for (const [index, wrong] of faults.toSorted(([one], [other]) => one - other)) findings.add('refused', 'face-wrong', facePath(index), wrong);
    faults = [];
  };
  return { expect: (index, leaf) => void expected.push([index, leaf]), check, opened: () => opened, missing };
}

/** Null: it opens the entry and says its kind. */
function wrongIn(bytes: Uint8Array, leaf: FacedLeaf): string | null {
  try {
    const fields = parseFace(bytes);
    if (!faceOpens(fields, leaf)) return 'found a face that does not open its entry; expected the one that the entry was made of';
    const kind = fields.find(({ name }) => name === 'kind')?.value ?? '';
    return kind === leaf.kind ? null : `found the kind ${shown(kind)}; expected "${leaf.kind}"`;
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}

/** What became of the faces. `withdrawn`: indices that entries name; `excuse`: why a missing one can't be judged, or null. */
export function judgeMissing(findings: Findings, origin: string, { missing }: FaceCheck, withdrawn: ReadonlySet<number>, excuse: string | null): void {
  for (const index of [...missing].toSorted((one, other) => one - other)) {
    if (withdrawn.has(index)) continue;
    const what = 'found no face and no entry that withdraws it; expected one of the two';
    if (excuse === null) findings.add('refused', 'face-missing', placeText(origin, index), what);
    else findings.add('unjudged', 'face-missing', placeText(origin, index), `${what} (${excuse})`);
  }
}

/** A face that was withdrawn and still stands there is no fraud; somebody waits for its erasure. */
export function noteLeft(findings: Findings, origin: string, { missing }: FaceCheck, withdrawn: ReadonlySet<number>, size: number): void {
  for (const index of withdrawn) if (index < size && !missing.has(index)) findings.add('note', 'face-left', placeText(origin, index), 'found the face of a withdrawn entry; expected that it is erased soon');
}
