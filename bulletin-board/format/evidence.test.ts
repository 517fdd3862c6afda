import test from 'ava';
import { refused } from './fixtures/vectors.ts';
import { utf8 } from './encoding.ts';
import { changeKinds, leafBytes } from './entry.ts';
import { evidenceBytes, evidenceText, parseEvidence, registeredMailNames, type Evidence } from './evidence.ts';

const HASH = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const SAMPLE: Evidence = {
  kind: 'settled',
  eventTime: '2026-11-21T10:32:00.000Z',
  origin: 'bank.example/board/2026',
  index: 17,
  entry: leafBytes({ kind: 'settled', face: HASH, details: HASH }),
  reference: 'K7F3-K29Q',
  url: 'https://bank.example/board/2026/entry/17',
  answers: 'order@mail.example',
};

test('evidence of each kind is read as it was written, and claims to be qualified nowhere', (t) => {
  for (const kind of changeKinds) {
    for (const evidence of [{ ...SAMPLE, kind }, { ...SAMPLE, kind, url: null, answers: null, eventTime: '2026-11-21T10:32Z' }]) {
      const bytes = evidenceBytes(evidence);
      t.deepEqual(parseEvidence(bytes), evidence);
      const content = JSON.parse(evidenceText(evidence)) as { registered_mail: unknown };
      t.deepEqual(content.registered_mail, { name: kind, ...registeredMailNames[kind], qualified: false });
    }
  }
});

test('evidence that is refused', (t) => {
  const text = evidenceText(SAMPLE);
  const changes: readonly (readonly [string | RegExp, string])[] = [
    ['"v": 1', '"v": 2'], ['"kind": "settled"', '"kind": "withdrawn"'], ['"kind": "settled"', '"kind": "__proto__"'], ['"index": 17', '"index": -1'], ['"index": 17', '"index": 1.5'], ['"index": 17', '"index": "17"'], ['"index": 17', '"index": 9007199254740992'],
    ['10:32:00.000Z', '10:32:00+01:00'], ['2026-11-21T', 'yesterday '], ['"origin": "bank.example/board/2026"', '"origin": null'], ['"reference": "K7F3-K29Q"', '"reference": 1'], [/"entry_sha256": "./, '"entry_sha256": "x'], [/"entry": "[^"]*"/, '"entry": "AAAA"'],
    ['"url": "https:', '"url": "javascript:'], ['"url": "https:', '"url": " https:'], ['"url": "https:', '"url": "data:'], ['"message_id": "order@mail.example"', '"message_id": 1'], ['"message_id"', '"id"'], [/"answers"[^]*\}/, '"answers": "x"'], [/,\s*"answers"[^}]*\}/, ''],
  ];
  for (const [from, to] of changes) {
    t.not(text.replace(from, to), text, String(from));
    refused(t, 'evidence', () => parseEvidence(utf8(text.replace(from, to))), `${from} → ${to}`);
  }
  for (const other of ['', 'x', '[]', 'null', '{}', '1']) refused(t, 'evidence', () => parseEvidence(utf8(other)), other);
  refused(t, 'evidence', () => parseEvidence(new Uint8Array(200_000).fill(32)));
  refused(t, 'encoding', () => parseEvidence(utf8(text.replace(/"entry": "/, '"entry": "!'))));
});
