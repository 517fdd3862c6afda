/**
 * @table The invariants that SQL can tell. Each query gives one row for each break, `found` being a plain sentence; no row means that the
 * invariant holds.
 */
export type AuditQuery = { readonly invariant: string; readonly sql: string };

/** What each database says in its own way: the last number that a table's counter has handed out, a member of a column of JSON, a text's bytes. */
export type AuditDialect = { readonly handedOut: (table: string) => string; readonly json: (column: string, ...path: readonly string[]) => string; readonly utf8: (column: string) => string };

export const auditQueriesIn = (dialect: AuditDialect): readonly AuditQuery[] =>
  auditQueries.map(({ invariant, sql }) => ({
    invariant,
    sql: sql
      .replaceAll(/@handedOut\((\w+)\)/g, (_all, table: string) => dialect.handedOut(table))
      .replaceAll(/@json\(([\w.]+), (\w+), (\w+)\)/g, (_all, column: string, ...[first, second]: [string, string]) => dialect.json(column, first, second))
      .replaceAll(/@utf8\(([\w.]+)\)/g, (_all, column: string) => dialect.utf8(column)),
  }));

/** What stands behind `@` is the dialect's. */
const auditQueries: readonly AuditQuery[] = [
  {
    invariant: 'The postings of each transfer sum to zero.',
    sql: `SELECT format('Transfer %s: its %s postings sum to %s.', transfers.transfer_id, count(postings.amount), coalesce(sum(postings.amount), 0)) AS found
          FROM transfers LEFT JOIN postings ON postings.transfer_number = transfers.transfer_number
          GROUP BY transfers.transfer_number HAVING count(postings.amount) < 2 OR sum(postings.amount) <> 0`,
  },
  {
    invariant: 'Bookings stand in the order of their times.',
    sql: `SELECT format('Transfer %s is of an earlier time than the one before it.', transfer_id) AS found
          FROM (SELECT transfer_id, at, lag(at) OVER (ORDER BY transfer_number) AS before FROM transfers) AS listed WHERE before > at
          UNION ALL
          SELECT format('Posting %s belongs to transfer %s, the one before it to transfer %s.', posting_number, transfer_number, before) AS found
          FROM (SELECT posting_number, transfer_number, lag(transfer_number) OVER (ORDER BY posting_number) AS before FROM postings) AS listed WHERE before > transfer_number`,
  },
  {
    invariant: 'Each transfer is in one currency.',
    sql: `SELECT format('Transfer %s is in %s, but account %s is in %s.', transfers.transfer_id, transfers.currency, accounts.account_id, accounts.currency) AS found
          FROM postings JOIN transfers ON transfers.transfer_number = postings.transfer_number JOIN accounts ON accounts.account_id = postings.account_id
          WHERE transfers.currency <> accounts.currency`,
  },
  {
    invariant: 'Each balance is the sum of its postings.',
    sql: `SELECT format('Account %s: its balance is %s, its postings sum to %s.', account_id, balance, posted) AS found
          FROM (SELECT accounts.account_id AS account_id, accounts.balance AS balance, coalesce((SELECT sum(postings.amount) FROM postings WHERE postings.account_id = accounts.account_id), 0) AS posted FROM accounts) AS listed
          WHERE balance <> posted`,
  },
  {
    invariant: 'The balance noted with each posting is the one before it and its amount.',
    sql: `SELECT format('Account %s, posting %s: the balance after it is noted as %s, expected %s.', account_id, posting_number, balance_after, before + amount) AS found
          FROM (SELECT account_id, posting_number, amount, balance_after, lag(balance_after, 1, 0) OVER (PARTITION BY account_id ORDER BY posting_number) AS before FROM postings) AS listed
          WHERE balance_after <> before + amount`,
  },
  {
    invariant: 'What is held in an account is the sum of its open holds.',
    sql: `SELECT format('Account %s: %s is held, its open holds sum to %s.', account_id, held, open) AS found
          FROM (SELECT accounts.account_id AS account_id, accounts.held AS held, coalesce((SELECT sum(holds.amount) FROM holds WHERE holds.account_id = accounts.account_id AND holds.released_at IS NULL), 0) AS open FROM accounts) AS listed
          WHERE held <> open`,
  },
  {
    invariant: "A payment that awaits its answer holds its total in the buyer's account, a settled one at most what may still be given back, in the merchant's, and no other holds anything.",
    sql: `SELECT format('Payment %s is %s: %s open holds of %s in all, %s of them of its total in the buyer''s account, %s in the merchant''s.', reference, state, open, sum, fitting, shop) AS found
          FROM (SELECT payments.reference AS reference, payments.state AS state, payments.total AS total, count(holds.hold_number) AS open, coalesce(sum(holds.amount), 0) AS sum,
                  count(*) FILTER (WHERE holds.amount = payments.total AND accounts.party_id = payments.buyer_party AND accounts.currency = payments.currency) AS fitting,
                  count(*) FILTER (WHERE accounts.party_id = payments.merchant_party AND accounts.currency = payments.currency) AS shop
                FROM payments LEFT JOIN holds ON holds.payment_id = payments.payment_id AND holds.released_at IS NULL
                LEFT JOIN accounts ON accounts.account_id = holds.account_id
                GROUP BY payments.payment_id) AS listed
          WHERE CASE state WHEN 'awaiting-answer' THEN open <> 1 OR fitting <> 1 WHEN 'settled' THEN open > 1 OR open <> shop OR sum > total ELSE open <> 0 END`,
  },
  {
    invariant: 'No account is below its floor.',
    sql: `SELECT format('Account %s: %s is available, its floor is %s.', account_id, balance - held, floor) AS found FROM accounts WHERE balance - held < floor`,
  },
  {
    invariant: 'No amount is beyond ±(2^53−1).',
    sql: `SELECT format('Account %s: balance %s, held %s.', account_id, balance, held) AS found FROM accounts
          WHERE abs(balance) > 9007199254740991 OR held < 0 OR held > 9007199254740991
          UNION ALL SELECT format('Posting %s: %s.', posting_number, amount) FROM postings WHERE abs(amount) > 9007199254740991`,
  },
  {
    invariant: 'All balances of a currency sum to zero.',
    sql: `SELECT format('%s: all balances sum to %s.', currency, sum(balance)) AS found FROM accounts GROUP BY currency HAVING sum(balance) <> 0`,
  },
  {
    invariant: 'Each settled payment has moved its total once, from its buyer to its merchant, and no other payment has moved money.',
    sql: `SELECT format('Payment %s is %s: %s transfers, %s of them of its total %s %s from its buyer to its merchant.', reference, state, moved, fitting, coalesce(currency, '-'), coalesce(total, 0)) AS found
          FROM (SELECT payments.reference AS reference, payments.state AS state, payments.currency AS currency, payments.total AS total, count(transfers.transfer_number) AS moved,
                  count(*) FILTER (WHERE transfers.kind = 'payment' AND transfers.currency = payments.currency
                    AND (SELECT coalesce(sum(postings.amount), 0) FROM postings JOIN accounts ON accounts.account_id = postings.account_id
                         WHERE postings.transfer_number = transfers.transfer_number AND accounts.party_id = payments.buyer_party) = -payments.total
                    AND (SELECT coalesce(sum(postings.amount), 0) FROM postings JOIN accounts ON accounts.account_id = postings.account_id
                         WHERE postings.transfer_number = transfers.transfer_number AND accounts.party_id = payments.merchant_party) = payments.total) AS fitting
                FROM payments LEFT JOIN transfers ON transfers.payment_id = payments.payment_id AND (payments.state <> 'settled' OR transfers.kind = 'payment')
                GROUP BY payments.payment_id) AS listed
          WHERE CASE state WHEN 'settled' THEN moved <> 1 OR fitting <> 1 ELSE moved <> 0 END`,
  },
  {
    invariant: "What is given back of a payment goes to its buyer, or to suspense, is never more than its total, and each time an entry says so.",
    sql: `SELECT format('Payment %s of %s %s: %s was given back, %s of it to the buyer or suspense; %s transfers, %s refunded entries.', reference, currency, total, given, received, times, told) AS found
          FROM (SELECT payments.reference AS reference, payments.currency AS currency, payments.total AS total,
                  (SELECT count(*) FROM transfers WHERE transfers.payment_id = payments.payment_id AND transfers.kind = 'refund') AS times,
                  (SELECT count(*) FROM entries WHERE entries.payment_id = payments.payment_id AND entries.kind = 'refunded') AS told,
                  (SELECT coalesce(-sum(postings.amount), 0) FROM transfers JOIN postings ON postings.transfer_number = transfers.transfer_number
                   WHERE transfers.payment_id = payments.payment_id AND transfers.kind = 'refund' AND postings.amount < 0) AS given,
                  (SELECT coalesce(sum(postings.amount), 0) FROM transfers JOIN postings ON postings.transfer_number = transfers.transfer_number JOIN accounts ON accounts.account_id = postings.account_id
                   WHERE transfers.payment_id = payments.payment_id AND transfers.kind = 'refund' AND postings.amount > 0
                     AND (accounts.party_id = payments.buyer_party OR accounts.account_id LIKE 'bank:suspense:%')) AS received
                FROM payments WHERE payments.state = 'settled') AS listed
          WHERE given > total OR given <> received OR times <> told`,
  },
  {
    invariant: "A fee goes from the merchant of a settled payment to the bank's fees, and is never more than the total.",
    sql: `SELECT format('Transfer %s of payment %s: %s is taken from the merchant, %s goes to the fees, the total is %s.', transfer_id, reference, taken, earned, total) AS found
          FROM (SELECT transfers.transfer_id AS transfer_id, payments.reference AS reference, payments.total AS total, payments.state AS state,
                  coalesce(-sum(CASE WHEN accounts.party_id = payments.merchant_party THEN postings.amount END), 0) AS taken,
                  coalesce(sum(CASE WHEN accounts.account_id LIKE 'bank:fees:%' THEN postings.amount END), 0) AS earned
                FROM transfers JOIN payments ON payments.payment_id = transfers.payment_id JOIN postings ON postings.transfer_number = transfers.transfer_number
                JOIN accounts ON accounts.account_id = postings.account_id
                WHERE transfers.kind = 'fee' GROUP BY transfers.transfer_number, payments.payment_id) AS listed
          WHERE state <> 'settled' OR taken <> earned OR taken <= 0 OR taken > total`,
  },
  {
    invariant: 'What each merchant owes the bank by the claims account is what is counted as owed.',
    sql: `SELECT format('The claims account says that %s owes %s %s, counted as owed are %s.', debtor, currency, booked, counted) AS found
          FROM (SELECT debtor, currency, sum(booked) AS booked, sum(counted) AS counted
                FROM (SELECT 'party:' || payments.merchant_party AS debtor, accounts.currency AS currency, -postings.amount AS booked, 0 AS counted
                      FROM postings JOIN accounts ON accounts.account_id = postings.account_id JOIN transfers ON transfers.transfer_number = postings.transfer_number
                      JOIN payments ON payments.payment_id = transfers.payment_id WHERE accounts.account_id LIKE 'bank:claims:%'
                      UNION ALL SELECT 'party:' || accounts.party_id, accounts.currency, postings.amount, 0
                      FROM postings JOIN accounts ON accounts.account_id = postings.account_id JOIN transfers ON transfers.transfer_number = postings.transfer_number
                      WHERE transfers.kind = 'collection' AND accounts.party_id IS NOT NULL
                      UNION ALL SELECT name, substr(scope, 8), 0, amount FROM tallies WHERE scope LIKE 'claims:___' AND name LIKE 'party:%') AS listed
                GROUP BY debtor, currency) AS summed
          WHERE booked <> counted`,
  },
  {
    invariant: 'Each kind of transfer takes from those accounts, and gives to those, that it is for.',
    sql: `SELECT format('Transfer %s is a %s, and moves %s on account %s.', transfers.transfer_id, transfers.kind, postings.amount, accounts.account_id) AS found
          FROM postings JOIN transfers ON transfers.transfer_number = postings.transfer_number JOIN accounts ON accounts.account_id = postings.account_id
          LEFT JOIN payments ON payments.payment_id = transfers.payment_id
          WHERE CASE transfers.kind || CASE WHEN postings.amount < 0 THEN ' from' ELSE ' to' END
            WHEN 'payment from' THEN accounts.party_id IS DISTINCT FROM payments.buyer_party
            WHEN 'payment to' THEN accounts.party_id IS DISTINCT FROM payments.merchant_party
            WHEN 'fee from' THEN accounts.party_id IS DISTINCT FROM payments.merchant_party
            WHEN 'fee to' THEN accounts.account_id NOT LIKE 'bank:fees:%'
            WHEN 'refund from' THEN accounts.party_id IS DISTINCT FROM payments.merchant_party AND accounts.account_id NOT LIKE 'bank:claims:%'
            WHEN 'refund to' THEN accounts.party_id IS DISTINCT FROM payments.buyer_party AND accounts.account_id NOT LIKE 'bank:suspense:%'
            WHEN 'deposit from' THEN accounts.account_id NOT LIKE 'bank:cash:%'
            WHEN 'deposit to' THEN accounts.party_id IS NULL
            WHEN 'withdrawal from' THEN accounts.party_id IS NULL AND accounts.account_id NOT LIKE 'bank:fees:%' AND accounts.account_id NOT LIKE 'bank:suspense:%'
            WHEN 'withdrawal to' THEN accounts.account_id NOT LIKE 'bank:cash:%'
            WHEN 'collection from' THEN accounts.party_id IS NULL
            WHEN 'collection to' THEN accounts.account_id NOT LIKE 'bank:claims:%'
            ELSE true END`,
  },
  {
    invariant: 'Money has moved for a payment exactly when an entry says so.',
    sql: `SELECT format('Payment %s is %s and has %s settled entries.', reference, state, told) AS found
          FROM (SELECT payments.reference AS reference, payments.state AS state, (SELECT count(*) FROM entries WHERE entries.payment_id = payments.payment_id AND entries.kind = 'settled') AS told FROM payments) AS listed
          WHERE told <> CAST(state = 'settled' AS integer)`,
  },
  {
    invariant: 'A payment is accepted once at most, and returned once at most, only after it was accepted and has ended.',
    sql: `SELECT format('Payment %s is %s: %s accepted entries, %s returned entries.', reference, state, accepted, returned) AS found
          FROM (SELECT payments.reference AS reference, payments.state AS state,
                  (SELECT count(*) FROM entries WHERE entries.payment_id = payments.payment_id AND entries.kind = 'accepted') AS accepted,
                  (SELECT count(*) FROM entries WHERE entries.payment_id = payments.payment_id AND entries.kind = 'returned') AS returned
                FROM payments) AS listed
          WHERE accepted > 1 OR returned > 1 OR (returned = 1 AND (accepted = 0 OR state <> 'ended'))`,
  },
  {
    invariant: "The buyer's post is told by one entry exactly where the payment has order and post.",
    sql: `SELECT format('Payment %s %s and has %s posted entries.', reference, CASE WHEN posted THEN 'has order and post' ELSE 'has no order or no post' END, told) AS found
          FROM (SELECT payments.reference AS reference, payments.posted AS posted, (SELECT count(*) FROM entries WHERE entries.payment_id = payments.payment_id AND entries.kind = 'posted') AS told FROM payments) AS listed
          WHERE told <> CAST(posted AS integer)`,
  },
  {
    invariant: 'Numbers may still be used of the card alone that a party has now, and of none that is void.',
    sql: `SELECT format('Card %s of party %s is %s, and %s of its numbers may still be used.', card_id, party_id, CASE WHEN voided_at IS NOT NULL THEN 'void' ELSE 'not the one that it has' END, live) AS found
          FROM (SELECT settlement_cards.card_id AS card_id, settlement_cards.party_id AS party_id, settlement_cards.issued_at AS issued_at, settlement_cards.voided_at AS voided_at,
                  @json(parties.roads, card, id) IS NOT DISTINCT FROM settlement_cards.card_id AS present,
                  (SELECT count(*) FROM settlement_numbers WHERE settlement_numbers.card_id = settlement_cards.card_id AND settlement_numbers.digest IS NOT NULL) AS live
                FROM settlement_cards JOIN parties ON parties.party_id = settlement_cards.party_id) AS listed
          WHERE live > 0 AND (voided_at IS NOT NULL OR (issued_at IS NOT NULL AND NOT present))`,
  },
  {
    invariant: 'The card that a party has was kept for it and issued, with as many numbers, used or not, as it counts.',
    sql: `SELECT format('Card %s of party %s counts %s numbers: %s, %s numbers from %s to %s.', card_id, party_id, count,
                   CASE WHEN kept IS NULL THEN 'it was never kept for this party' WHEN issued_at IS NULL THEN 'it was never issued' ELSE 'it was issued' END, numbers, first, last) AS found
          FROM (SELECT had.party_id AS party_id, had.card_id AS card_id, had.count AS count, settlement_cards.card_id AS kept, settlement_cards.issued_at AS issued_at,
                  count(settlement_numbers.idx) AS numbers, coalesce(min(settlement_numbers.idx), 0) AS first, coalesce(max(settlement_numbers.idx), 0) AS last
                FROM (SELECT party_id, @json(roads, card, id) AS card_id, CAST(@json(roads, card, count) AS bigint) AS count FROM parties WHERE @json(roads, card, id) IS NOT NULL) AS had
                LEFT JOIN settlement_cards ON settlement_cards.card_id = had.card_id AND settlement_cards.party_id = had.party_id
                LEFT JOIN settlement_numbers ON settlement_numbers.card_id = settlement_cards.card_id
                GROUP BY had.party_id, had.card_id, had.count, settlement_cards.card_id, settlement_cards.issued_at) AS listed
          WHERE kept IS NULL OR issued_at IS NULL OR numbers <> count OR first <> 1 OR last <> count`,
  },
  {
    invariant: 'A secret counts as spent only by a settled payment of the same buyer.',
    sql: `SELECT format('Payment %s is %s, and a secret of party %s counts as spent by it.', payments.reference, payments.state, spent_secrets.buyer_party) AS found
          FROM spent_secrets JOIN payments ON payments.payment_id = spent_secrets.payment_id
          WHERE payments.state <> 'settled' OR payments.buyer_party IS DISTINCT FROM spent_secrets.buyer_party`,
  },
  {
    invariant: 'Each open payment has the deadline that ends it; a closed one has none but those of a refund or dispute after it was settled.',
    sql: `SELECT format('Payment %s is %s: %s deadlines, %s of them could end it.', reference, state, waiting, ending) AS found
          FROM (SELECT payments.reference AS reference, payments.state AS state,
                  count(*) FILTER (WHERE deadlines.kind IS NOT NULL AND (payments.state <> 'settled' OR deadlines.kind NOT IN ('refund', 'dispute-merchant', 'dispute-staff'))) AS waiting,
                  count(*) FILTER (WHERE deadlines.kind = CASE WHEN payments.state IN ('awaiting-forward', 'awaiting-order', 'awaiting-roads') THEN 'match' ELSE 'answer' END) AS ending
                FROM payments LEFT JOIN deadlines ON deadlines.payment_id = payments.payment_id
                GROUP BY payments.payment_id) AS listed
          WHERE CASE WHEN state IN ('settled', 'ended') THEN waiting <> 0 ELSE ending <> 1 END`,
  },
  {
    invariant: 'Each cleared letter has one disposition and the decision that gave it; a letter that waits has none.',
    sql: `SELECT format('Letter %s is %s with disposition %s, its decision says %s.', letters.letter_id, letters.stage, coalesce(letters.disposition_kind || ' ' || letters.disposition_code, 'none'),
                   CASE WHEN decisions.sequence IS NULL THEN 'nothing: there is none' ELSE decisions.disposition_kind || ' ' || decisions.disposition_code END) AS found
          FROM letters LEFT JOIN decisions ON decisions.letter_id = letters.letter_id AND decisions.ended_turn = letters.turn
          WHERE (letters.stage = 'cleared') <> (letters.disposition_kind IS NOT NULL) OR (letters.stage = 'cleared') <> (decisions.sequence IS NOT NULL)
             OR (decisions.input_kind = 'letter' AND (decisions.disposition_kind IS DISTINCT FROM letters.disposition_kind OR decisions.disposition_code IS DISTINCT FROM letters.disposition_code))`,
  },
  {
    invariant: 'Each earlier turn of a reopened letter has its decision.',
    sql: `SELECT format('Letter %s is in its turn %s, %s earlier turns were decided.', letter_id, turn, decided) AS found
          FROM (SELECT letters.letter_id AS letter_id, letters.turn AS turn,
                  (SELECT count(*) FROM decisions WHERE decisions.letter_id = letters.letter_id AND decisions.ended_turn < letters.turn) AS decided
                FROM letters WHERE letters.turn > 1) AS listed
          WHERE decided <> turn - 1`,
  },
  {
    invariant: 'No letter that was acknowledged is absent.',
    sql: `SELECT format('%s letters were kept, %s are there.', @handedOut(letters), count(*)) AS found
          FROM letters HAVING count(*) <> @handedOut(letters)
          UNION ALL SELECT format('Letter %s has no bytes.', letters.letter_id) FROM letters WHERE NOT EXISTS (SELECT 1 FROM letter_bytes WHERE letter_bytes.letter_id = letters.letter_id)
          UNION ALL SELECT format('Letter %s is read, but its reading is absent.', letters.letter_id) FROM letters
            WHERE letters.stage = 'read' AND NOT EXISTS (SELECT 1 FROM readings WHERE readings.letter_id = letters.letter_id AND readings.turn = letters.turn)
          UNION ALL SELECT format('Letter %s was decided in its turn %s, but the reading of it is absent.', decisions.letter_id, decisions.ended_turn) FROM decisions
            WHERE decisions.input_kind = 'letter' AND NOT EXISTS (SELECT 1 FROM readings WHERE readings.letter_id = decisions.letter_id AND readings.turn = decisions.ended_turn)`,
  },
  {
    invariant: 'Received letters are those with a disposition and those that wait.',
    sql: `SELECT format('%s letters received, %s have a disposition, %s wait.', received, disposed, waiting) AS found
          FROM (SELECT count(*) AS received,
                  count(*) FILTER (WHERE disposition_kind IN ('advanced', 'answered', 'recorded', 'nothing-new', 'refused', 'set-aside')) AS disposed,
                  count(*) FILTER (WHERE stage IN ('unread', 'read')) AS waiting FROM letters) AS listed
          WHERE received <> disposed + waiting`,
  },
  {
    invariant: 'Each instruction that is done has its decision, and no other has one.',
    sql: `SELECT format('Instruction %s (%s) is %s, %s decisions.', instruction_id, kind, CASE WHEN done THEN 'done' ELSE 'not done' END, decided) AS found
          FROM (SELECT instructions.instruction_id AS instruction_id, instructions.kind AS kind, instructions.done AS done,
                  (SELECT count(*) FROM decisions WHERE decisions.instruction_id = instructions.instruction_id) AS decided FROM instructions) AS listed
          WHERE CAST(done AS integer) <> decided
          UNION ALL SELECT format('%s instructions were given, %s are there.', @handedOut(instructions), count(*))
          FROM instructions HAVING count(*) <> @handedOut(instructions)`,
  },
  {
    invariant: 'No decision is absent.',
    sql: `SELECT format('%s decisions were made, %s are there.', @handedOut(decisions), count(*)) AS found
          FROM decisions HAVING count(*) <> @handedOut(decisions)`,
  },
  {
    invariant: 'No notice without a committed decision, its payment and its letter.',
    sql: `SELECT format('Notice %s (%s): its decision, payment, letter or entry is absent.', notices.notice_id, notices.kind) AS found FROM notices
          WHERE NOT EXISTS (SELECT 1 FROM decisions WHERE decisions.sequence = notices.sequence)
             OR (notices.payment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payments WHERE payments.payment_id = notices.payment_id))
             OR (notices.letter_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM letters WHERE letters.letter_id = notices.letter_id))
             OR (notices.waits_for_entry IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.entry_id = notices.waits_for_entry))`,
  },
  {
    invariant: 'A notice that was sent has the bytes that were sent, and the time.',
    sql: `SELECT format('Notice %s (%s) is %s: %s.', notices.notice_id, notices.kind, notices.status,
                   CASE WHEN notice_bytes.notice_number IS NULL THEN 'its bytes are absent' ELSE 'it has no time' END) AS found
          FROM notices LEFT JOIN notice_bytes ON notice_bytes.notice_number = notices.notice_number
          LEFT JOIN entries ON entries.entry_id = notices.waits_for_entry
          WHERE (notices.status IN ('made', 'sent') AND notice_bytes.notice_number IS NULL AND entries.erased_at IS NULL) OR (notices.status = 'sent' AND notices.sent_at IS NULL)`,
  },
  {
    invariant: 'No movement, hold, notice or task for staff is absent.',
    sql: ['transfers', 'postings', 'holds', 'notices', 'staff_tasks']
      .map((table) => `SELECT format('%s rows of ${table} were written, %s are there.', @handedOut(${table}), count(*)) AS found FROM ${table} HAVING count(*) <> @handedOut(${table})`)
      .join(' UNION ALL '),
  },
  {
    invariant: 'No entry is absent.',
    sql: `SELECT format('%s entries were written, %s are there.', @handedOut(entries), count(*)) AS found
          FROM entries HAVING count(*) <> @handedOut(entries)`,
  },
  {
    invariant: 'The entries of each log are numbered from 0 without a gap, and the log counts them right.',
    sql: `SELECT format('Log %s counts %s entries, %s are there, numbered %s to %s.', origin, assigned, placed, first, last) AS found
          FROM (SELECT logs.origin AS origin, logs.assigned AS assigned, count(log_entries.idx) AS placed, coalesce(min(log_entries.idx), 0) AS first, coalesce(max(log_entries.idx), -1) AS last
                FROM logs LEFT JOIN log_entries ON log_entries.log_number = logs.log_number GROUP BY logs.log_number) AS listed
          WHERE placed <> assigned OR first <> 0 OR last <> placed - 1`,
  },
  {
    invariant: 'No log has signed more than it was given, nor published more than it has signed; one that has ended has published all.',
    sql: `SELECT format('Log %s is %s: %s entries, %s signed, %s published.', origin, state, assigned, coalesce(CAST(head_size AS text), 'none'), published_size) AS found
          FROM logs WHERE head_size > assigned OR published_size > coalesce(head_size, 0) OR (state = 'ended' AND published_size <> assigned)`,
  },
  {
    invariant: 'One log is open where there are any, and a next one waits exactly while it is ending.',
    sql: `SELECT format('%s logs: %s active, %s ending, %s next.', logs, active, ending, next) AS found
          FROM (SELECT count(*) AS logs, count(*) FILTER (WHERE state = 'active') AS active, count(*) FILTER (WHERE state = 'ending') AS ending, count(*) FILTER (WHERE state = 'next') AS next FROM logs) AS listed
          WHERE active + ending <> CAST(logs > 0 AS integer) OR next <> ending`,
  },
  {
    invariant: 'What stands in a log is the leaf of its entry, which was made for the board.',
    sql: `SELECT format('Entry %s of log %s: its leaf is not that of entry %s, or that was not made for the board.', log_entries.idx, logs.origin, coalesce(entries.entry_id, '(absent)')) AS found
          FROM log_entries JOIN logs ON logs.log_number = log_entries.log_number LEFT JOIN entries ON entries.entry_number = log_entries.entry_number
          WHERE log_entries.entry_number IS NOT NULL AND (@utf8(entries.leaf) IS DISTINCT FROM log_entries.leaf OR entries.for_board IS NOT TRUE)`,
  },
  {
    invariant: 'Entries have their places in the order in which they were written, and none is passed over.',
    sql: `SELECT format('Entry %s has no place on the board, a later one has.', entry_id) AS found FROM entries
          WHERE for_board AND entry_number < (SELECT max(entry_number) FROM log_entries)
            AND NOT EXISTS (SELECT 1 FROM log_entries WHERE log_entries.entry_number = entries.entry_number)
          UNION ALL SELECT format('Entry %s of log %s was written before the one that stands before it.', idx, origin)
          FROM (SELECT logs.origin AS origin, log_entries.idx AS idx, log_entries.entry_number AS number, lag(log_entries.entry_number) OVER (ORDER BY log_entries.log_number, log_entries.idx) AS before
                FROM log_entries JOIN logs ON logs.log_number = log_entries.log_number WHERE log_entries.entry_number IS NOT NULL) AS listed
          WHERE number < before`,
  },
  {
    invariant: 'An entry counts as published exactly when its place is among those that its log has published.',
    sql: `SELECT format('Entry %s: %s, and it %s.', entries.entry_id,
                   CASE WHEN logs.log_number IS NULL THEN 'it has no place' ELSE format('it has place %s of log %s, which has published %s', log_entries.idx, logs.origin, logs.published_size) END,
                   CASE WHEN entries.published_at IS NULL THEN 'does not count as published' ELSE 'counts as published' END) AS found
          FROM entries LEFT JOIN log_entries ON log_entries.entry_number = entries.entry_number LEFT JOIN logs ON logs.log_number = log_entries.log_number
          WHERE (entries.published_at IS NOT NULL) <> (logs.log_number IS NOT NULL AND log_entries.idx < logs.published_size)`,
  },
  {
    invariant: 'Of an entry that was erased nothing is left that opens it; every other entry is whole.',
    sql: `SELECT format('Entry %s is %s, and %s.', entries.entry_id, CASE WHEN entries.erased_at IS NULL THEN 'not erased' ELSE 'erased' END,
                   CASE WHEN (entries.face IS NULL) <> (entries.erased_at IS NOT NULL) THEN 'its face is ' ELSE 'its details are ' END
                   || CASE WHEN entries.erased_at IS NULL THEN 'absent' ELSE 'still there' END) AS found
          FROM entries WHERE (entries.face IS NULL) <> (entries.erased_at IS NOT NULL) OR (entries.sealed IS NULL) <> (entries.erased_at IS NOT NULL)
          UNION ALL SELECT format('Entry %s is erased, and the receipt %s is still kept.', entries.entry_id, notices.notice_id)
          FROM entries JOIN notices ON notices.waits_for_entry = entries.entry_id JOIN notice_bytes ON notice_bytes.notice_number = notices.notice_number
          WHERE entries.erased_at IS NOT NULL AND notices.owed_at <= entries.erased_at`,
  },
  {
    invariant: 'The face file of each published entry that was erased is gone or has to go, and of no other.',
    sql: `SELECT format('Entry %s was erased when it had been published, and its face file does not have to go.', entries.entry_id) AS found FROM entries
          WHERE entries.published_at <= entries.erased_at AND NOT EXISTS (
            SELECT 1 FROM erasures JOIN log_entries ON log_entries.log_number = erasures.log_number AND log_entries.idx = erasures.idx WHERE log_entries.entry_number = entries.entry_number)
          UNION ALL SELECT format('Entry %s of log %s was not erased, and its face file has to go.', erasures.idx, erasures.log_number)
          FROM erasures LEFT JOIN log_entries ON log_entries.log_number = erasures.log_number AND log_entries.idx = erasures.idx
          LEFT JOIN entries ON entries.entry_number = log_entries.entry_number WHERE entries.erased_at IS NULL`,
  },
];
