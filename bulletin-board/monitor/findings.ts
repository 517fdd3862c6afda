/** What the monitor may find, how grave each is, and what to do then. Codes are stable: metrics and programs look at them. */

export type Severity = 'alarm' | 'warn';

export type FindingKind = {
  readonly severity: Severity;
  /** Completes "What to do: …". */
  readonly advice: string;
};

const NOBODY_CHANGES = 'stop the sequencer, keep database and public folder as they are, and compare them with the last back-up; nothing of it is repaired by hand before it is understood';
const REBUILD = 'the files can be made anew from the database: restart, and the sequencer writes what is missing; then run the monitor with --full';

/** `satisfies` keeps the codes a union. */
export const findingKinds = {
  'entry-missing': { severity: 'alarm', advice: `a change of a payment stands in the ledger and was never told to the board: ${NOBODY_CHANGES}` },
  'entry-extra': { severity: 'alarm', advice: `the board tells, or will tell, a change that the ledger does not have: ${NOBODY_CHANGES}` },
  'entry-twice': { severity: 'alarm', advice: `two entries claim to be the same one: ${NOBODY_CHANGES}` },
  'entry-bad': { severity: 'alarm', advice: `an entry in the database is damaged: ${NOBODY_CHANGES}` },
  'entry-unknown': { severity: 'alarm', advice: `the public log has an entry that the ledger does not know: was an older database restored, or does somebody else hold the log's key? ${NOBODY_CHANGES}` },
  'entry-forgotten': { severity: 'warn', advice: 'the log was given up with `kakitome board rotate --lost` and stays as it is: its receipts are good. This database is older than these entries and lacks what they tell: settle it with the parties, from their receipts and the mail, and book it by hand' },
  'entry-not-public': { severity: 'alarm', advice: 'receipts may have left whose entry nobody can see: look whether the public folder is the one that the sequencer writes to' },
  'entries-late': { severity: 'warn', advice: 'receipts wait for these entries: look at the sequencer in the log of the daemon (disk full? another leader? refused to start?)' },
  'leaf-differs': { severity: 'alarm', advice: `the signed log says something else than the database: ${NOBODY_CHANGES}` },
  'bundle-differs': { severity: 'alarm', advice: `a public file was altered, the signed tree was not. Take the web server's folder off the net, then: ${REBUILD}` },
  'tile-differs': { severity: 'alarm', advice: `a public file was altered, the signed tree was not. Take the web server's folder off the net, then: ${REBUILD}` },
  'root-differs': { severity: 'alarm', advice: `the public files are not those that the log signed: ${NOBODY_CHANGES}` },
  'file-bad': { severity: 'alarm', advice: `a public file is gone or damaged: ${REBUILD}` },
  'face-missing': { severity: 'alarm', advice: `an entry that nobody withdrew has no public face: ${REBUILD}` },
  'face-false': { severity: 'alarm', advice: 'somebody put a face there that its entry does not bear out; every reader is shown that it is false. Find out who can write to the public folder, then remove the file and restart' },
  'face-left': { severity: 'alarm', advice: 'a face that was withdrawn can still be read: remove the file from the public folder and from every copy of it (CDN, mirror), and look why the sequencer did not' },
  'withdrawal-missing': { severity: 'alarm', advice: 'a face was erased without a public entry that says so: look who erased it, and whether `kakitome board withdraw` was used' },
  'withdrawal-forgotten': { severity: 'warn', advice: 'the face was withdrawn after this database was copied, which has it still: erase it here too with `kakitome board withdraw`, and tell those who were told then nothing new' },
  'checkpoint-missing': { severity: 'alarm', advice: 'the public log has no checkpoint: look whether the public folder is there and is the one that the sequencer writes to' },
  'checkpoint-bad': { severity: 'alarm', advice: 'readers refuse this checkpoint: look who can write to the public folder, and whether the configured keys are those of the log' },
  'checkpoint-behind': { severity: 'alarm', advice: 'readers see an older log than the one that was published: look at caches, at copies of the folder, and who can write to it' },
  'checkpoint-ahead': { severity: 'alarm', advice: 'the database is older than the log: a back-up was restored. Do not start the sequencer; restore a newer database. If it is lost for good: `kakitome board rotate --lost`' },
  'checkpoint-after-end': { severity: 'alarm', advice: 'a log that has ended gets no further entry: another copy of this bank still publishes to it, or somebody else holds its key. Find it and stop it, keep its checkpoint and database, and leave the log that goes on as it is' },
  'checkpoint-fork': { severity: 'alarm', advice: `two different logs are signed with one key. This can't be undone: ${NOBODY_CHANGES}; tell the witnesses and the readers` },
  'log-unknown': { severity: 'alarm', advice: `an entry stands in a log that the database does not list: ${NOBODY_CHANGES}` },
  'memory-unreadable': { severity: 'warn', advice: 'this run could not tell whether database and public folder were put back together, and has written what it saw anew: look who can write to this file, and compare the size of the log with a witness\'s copy or an older receipt' },
  'quorum-missing': { severity: 'warn', advice: 'readers who ask for the quorum do not accept the newest entries yet: look which witness does not answer' },
  'witness-silent': { severity: 'warn', advice: 'ask its operator; the log goes on without it as long as the quorum is met' },
  'witness-bad': { severity: 'warn', advice: 'ask its operator what is served under this address' },
  'witness-stale': { severity: 'warn', advice: 'ask its operator, and look in the log of the daemon why it does not cosign' },
  'witness-ahead': { severity: 'alarm', advice: 'somebody signed entries with the log\'s key that this bank does not have: an older database was restored, or the key is stolen. Stop the sequencer and find out which. (Of a log that was given up with `kakitome board rotate --lost` it may be the last head, signed and never published: that one stays so)' },
  'witness-fork': { severity: 'alarm', advice: `the witness holds another log under the same key. This can't be undone: ${NOBODY_CHANGES}; the witness's copy is the evidence, save it` },
} as const satisfies Readonly<Record<string, FindingKind>>;

export type FindingCode = keyof typeof findingKinds;

export type Finding = {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** What was found and what was expected, for people. Parts of it may be other people's words. */
  readonly sentence: string;
  /** What it is about: an entry's name, `<origin>#<index>`, an origin, a witness. */
  readonly name: string;
};

export const finding = (code: FindingCode, name: string, sentence: string, severity: Severity = findingKinds[code].severity): Finding => ({ code, severity, sentence, name });

/** Gathers findings; keeps at most `each` of one code and counts them all. */
export type Gathered = {
  readonly add: (findings: readonly Finding[]) => void;
  readonly list: () => readonly Finding[];
  readonly counts: () => Readonly<Partial<Record<FindingCode, number>>>;
};

export function gather(each: number): Gathered {
  const kept: Finding[] = [];
  const counts = new Map<FindingCode, number>();
  return {
    add: (findings) => {
      for (const one of findings) {
        const count = (counts.get(one.code) ?? 0) + 1;
        counts.set(one.code, count);
        if (count <= each) kept.push(one);
      }
    },
    // Alarms first; within one severity in the order in which they were found.
    list: () => [...kept.filter(({ severity }) => severity === 'alarm'), ...kept.filter(({ severity }) => severity === 'warn')],
    counts: () => Object.fromEntries(counts),
  };
}
