/**
 * The tables that hold a bank, the same in both stores, each behind those that it refers to. What only one store has (hashes for its indexes, counters, locks,
 * who runs) follows from these or is forgotten. A test holds the list against what stands in both databases.
 * @table
 */

/** `yes-no` and `json` are integers and text in SQLite, types of their own in PostgreSQL. */
export type ColumnKind = 'integer' | 'text' | 'bytes' | 'yes-no' | 'json';

/** `key`: what tells one row from another. `atOnce`: so many rows are in memory at a time. */
export type CopiedTable = { readonly name: string; readonly key: readonly string[]; readonly atOnce: number; readonly columns: Readonly<Record<string, ColumnKind>> };

export const copiedTables: readonly CopiedTable[] = [
  { name: 'parties', key: ['party_id'], atOnce: 500, columns: { party_id: 'integer', name: 'text', folded_name: 'text', language: 'text', opened_at: 'integer', suspended_at: 'integer', balance_in_receipts: 'yes-no', face_alias: 'text', face_order_time: 'yes-no', face_shop_name: 'yes-no', face_disputes: 'yes-no', fee: 'json', statements: 'text', stated_until: 'text', limits: 'json', roads: 'json' } },
  { name: 'accounts', key: ['account_id'], atOnce: 500, columns: { account_id: 'text', party_id: 'integer', currency: 'text', balance: 'integer', held: 'integer', floor: 'integer' } },
  { name: 'addresses', key: ['address'], atOnce: 500, columns: { address: 'text', party_id: 'integer', added_at: 'integer', usable_from: 'integer', proven_at: 'integer', removed_at: 'integer', undeliverable: 'text' } },
  { name: 'blocks', key: ['buyer_party', 'merchant_party'], atOnce: 500, columns: { buyer_party: 'integer', merchant_party: 'integer', at: 'integer' } },
  { name: 'tallies', key: ['scope', 'day', 'name'], atOnce: 500, columns: { scope: 'text', name: 'text', day: 'integer', amount: 'integer' } },
  { name: 'cursors', key: ['mailbox', 'folder'], atOnce: 500, columns: { mailbox: 'text', folder: 'text', uid_validity: 'text', uid: 'integer' } },
  { name: 'payments', key: ['payment_id'], atOnce: 500, columns: { payment_id: 'integer', reference: 'text', scheme: 'text', scheme_version: 'integer', state: 'text', opened_at: 'integer', buyer_party: 'integer', merchant_party: 'integer', currency: 'text', total: 'integer', posted: 'yes-no', sealed: 'bytes' } },
  { name: 'payment_keys', key: ['key_hash', 'payment_id'], atOnce: 500, columns: { key_hash: 'bytes', payment_id: 'integer' } },
  { name: 'deadlines', key: ['payment_id', 'kind'], atOnce: 500, columns: { payment_id: 'integer', kind: 'text', at: 'integer' } },
  { name: 'letters', key: ['letter_id'], atOnce: 500, columns: { letter_id: 'integer', raw_sha256: 'bytes', size: 'integer', received_at: 'integer', kept_at: 'integer', intake: 'text', envelope_from: 'text', envelope_to: 'json', client_address: 'text', helo: 'text', from_hint: 'text', message_id: 'text', recipients: 'json', turn: 'integer', stage: 'text', attempts: 'integer', due_at: 'integer', put_back_reason: 'text', failed_since: 'integer', crashes: 'integer', same_mail_hash: 'bytes', disposition_kind: 'text', disposition_code: 'text' } },
  { name: 'letter_bytes', key: ['letter_id'], atOnce: 8, columns: { letter_id: 'integer', sealed: 'bytes' } },
  { name: 'places', key: ['folder', 'uid_validity', 'uid'], atOnce: 500, columns: { folder: 'text', uid_validity: 'text', uid: 'integer', letter_id: 'integer' } },
  { name: 'readings', key: ['letter_id', 'turn'], atOnce: 500, columns: { letter_id: 'integer', turn: 'integer', sealed: 'bytes' } },
  { name: 'instructions', key: ['instruction_id'], atOnce: 500, columns: { instruction_id: 'integer', at: 'integer', kind: 'text', body: 'json', not_before: 'integer', done: 'yes-no' } },
  { name: 'rulebooks', key: ['rulebook_id'], atOnce: 500, columns: { rulebook_id: 'integer', sha256: 'bytes', body: 'json' } },
  { name: 'decisions', key: ['sequence'], atOnce: 500, columns: { sequence: 'integer', at: 'integer', seed: 'text', input_kind: 'text', letter_id: 'integer', ended_turn: 'integer', instruction_id: 'integer', payment_id: 'integer', deadline: 'text', deadline_at: 'integer', disposition_kind: 'text', disposition_code: 'text', sealed: 'bytes', rulebook_id: 'integer' } },
  { name: 'decision_about', key: ['payment_id', 'sequence'], atOnce: 500, columns: { payment_id: 'integer', sequence: 'integer' } },
  { name: 'transfers', key: ['transfer_number'], atOnce: 500, columns: { transfer_number: 'integer', transfer_id: 'text', sequence: 'integer', kind: 'text', currency: 'text', payment_id: 'integer', at: 'integer', reference: 'text', booked_by: 'json' } },
  { name: 'postings', key: ['posting_number'], atOnce: 500, columns: { posting_number: 'integer', transfer_number: 'integer', account_id: 'text', amount: 'integer', balance_after: 'integer' } },
  { name: 'holds', key: ['hold_number'], atOnce: 500, columns: { hold_number: 'integer', payment_id: 'integer', account_id: 'text', amount: 'integer', at: 'integer', released_at: 'integer' } },
  { name: 'spent_secrets', key: ['buyer_party', 'digest'], atOnce: 500, columns: { buyer_party: 'integer', digest: 'text', payment_id: 'integer' } },
  { name: 'settlement_cards', key: ['card_id'], atOnce: 500, columns: { card_id: 'text', party_id: 'integer', made_at: 'integer', issued_at: 'integer', voided_at: 'integer' } },
  { name: 'settlement_numbers', key: ['card_id', 'idx'], atOnce: 500, columns: { card_id: 'text', idx: 'integer', party_id: 'integer', digest: 'text', issued: 'text' } },
  { name: 'staff_tasks', key: ['task_number'], atOnce: 500, columns: { task_number: 'integer', task_id: 'text', code: 'text', detail: 'text', letter_id: 'integer', payment_id: 'integer', at: 'integer', done_at: 'integer', done_by: 'json', done_note: 'text' } },
  { name: 'entries', key: ['entry_number'], atOnce: 500, columns: { entry_number: 'integer', entry_id: 'text', kind: 'text', payment_id: 'integer', at: 'integer', for_board: 'yes-no', leaf: 'text', face: 'json', sealed: 'bytes', published_at: 'integer', erased_at: 'integer' } },
  { name: 'notices', key: ['notice_number'], atOnce: 500, columns: { notice_number: 'integer', notice_id: 'text', sequence: 'integer', kind: 'text', payment_id: 'integer', letter_id: 'integer', waits_for_entry: 'text', owed_at: 'integer', status: 'text', attempts: 'integer', due_at: 'integer', sent_at: 'integer', detail: 'text', sealed: 'bytes' } },
  { name: 'notice_bytes', key: ['notice_number'], atOnce: 8, columns: { notice_number: 'integer', sha256: 'bytes', sealed: 'bytes' } },
  { name: 'logs', key: ['log_number'], atOnce: 500, columns: { log_number: 'integer', origin: 'text', keys: 'json', state: 'text', began_at: 'integer', ended_at: 'integer', retention: 'text', assigned: 'integer', head_size: 'integer', head_root: 'bytes', head_signed_at: 'integer', head_note: 'bytes', published_size: 'integer', adopted_from: 'integer' } },
  { name: 'log_cosignatures', key: ['log_number', 'witness', 'key_id'], atOnce: 500, columns: { log_number: 'integer', witness: 'text', key_id: 'bytes', line: 'text' } },
  { name: 'log_entries', key: ['log_number', 'idx'], atOnce: 500, columns: { log_number: 'integer', idx: 'integer', leaf: 'bytes', entry_number: 'integer' } },
  { name: 'erasures', key: ['log_number', 'idx'], atOnce: 500, columns: { log_number: 'integer', idx: 'integer', asked_at: 'integer', erased_at: 'integer' } },
];

/** Tables whose numbers have no gap: how many were ever given out is known apart from the rows. */
export const counted = ['letters', 'instructions', 'decisions', 'transfers', 'postings', 'holds', 'entries', 'notices', 'staff_tasks'] as const;
