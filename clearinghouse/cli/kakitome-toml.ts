/**
 * Data: the configuration that `kakitome init` writes, every key of config-schema.ts with its unit, default and meaning. A line that begins
 * with `#` and a blank is prose; `#` without one stands before a key that may be used, with its default or an example.
 */

export const CONFIG_FILE = 'kakitome.toml';

/** Stands where a bank has to put its number; `doctor` asks for it. */
export const TELEPHONE_MISSING = '(telephone not set)';

export type TomlChoices = { readonly name: string; readonly domain: string; readonly telephone: string; readonly timeZone: string };

/** A TOML basic string has the escapes of JSON, and escapes DEL too. */
const quote = (value: string): string => JSON.stringify(value).replaceAll('\u007f', '\\u007f');

export const kakitomeToml = ({ name, domain, telephone, timeZone }: TomlChoices): string => `# Configuration of a Kakitome clearinghouse (TOML).
# Lines "#key = value" show a key that is not set, with its default or, where it has none, an example.
# Spans are a number and a unit: seconds, minutes, hours or days, such as "72 hours".
# Relative paths begin at the folder of this file. A change counts from the next start.

[bank]
# The bank as its customers know it; the sender's name of every notice. Must be set.
name = ${quote(name)}
# Where orders, forwards and answers go, also with +tag behind the local part. Must be set.
payment_address = ${quote(`pay@${domain}`)}
# Where mail that can't be delivered comes back to, also with +tag. Another address at the same domain. Must be set.
bounce_address = ${quote(`bounce@${domain}`)}
# Staff tasks are mailed here. Default: none; they only stand in the list of tasks.
#staff_address = ${quote(`staff@${domain}`)}
# The telephone number that every notice bears. Must be set.
telephone = ${quote(telephone)}
# IANA name of the time zone of all dates in notices. Default: "UTC".
time_zone = ${quote(timeZone)}

[store]
# The database, one file (two more stand beside it while it is open). Default: "kakitome.db".
path = "kakitome.db"

[keys]
# The folder of the keys, one file each, mode 0600. Back them up apart from the database. Default: "keys".
folder = "keys"

[dns]
# Name servers for DKIM, SPF and DMARC, address or address:port. A validating resolver of your own is best.
# Default: [], the servers of this machine.
servers = []

[intake]
# The authserv-id of your own incoming mail server, where it writes Authentication-Results at the top of each mail and removes
# those that came with it (RFC 8601). It is then believed for HELP, BALANCE and STATUS alone. Default: none.
#authserv_id = ${quote(`mx.${domain}`)}
# Bytes; a larger mail is refused while it is received. 10000 to 50000000. Default: 5000000.
max_bytes = 5000000
# Threads that read and check mails. 1 to 64. Default: 2.
readers = 2

# At least one of the three ways of intake below must be there; all may be used at once.

[intake.lmtp]
# LMTP (RFC 2033) for your own mail server, address:port; port 0 is any free one. Must be set where the table stands.
listen = "127.0.0.1:2424"
# Connections at a time. 1 to 1000. Default: 50.
max_connections = 50

[intake.smtp]
# SMTP (RFC 5321), address:port. There is no login: let only your own mail server reach it, or the world if this is the MX.
listen = "127.0.0.1:2525"
# Connections at a time. 1 to 1000. Default: 50.
max_connections = 50

#[[intake.imap]]
# A mailbox that is watched by IMAP (RFC 9051); one such table for each mailbox. Its server. Must be set where the table stands.
#host = ${quote(`imap.${domain}`)}
# Default: 993.
#port = 993
# "tls" from the first byte, "starttls", or "none" (on loopback only). Default: "tls".
#security = "tls"
# PEM file of a private authority; the public ones are known. Default: none.
#ca_file = "ca.pem"
# The name to log in with. Must be set where the table stands.
#user = ${quote(`pay@${domain}`)}
# File that holds the password and nothing else, mode 0600. Default: none; then KAKITOME_IMAP_PASSWORD must be set.
#password_file = "imap-password"
# Folders to read. The one for junk belongs to them: an order may be sorted there. Default: ["INBOX", "Junk"].
#folders = ["INBOX", "Junk"]
# Mails that have been taken are moved here. Default: "Processed".
#done_folder = "Processed"
# How often to look where the server does not tell of new mail by itself. Default: "60 seconds".
#poll = "60 seconds"

[outgoing]
# The mail server that sends for the bank. Must be set.
host = "127.0.0.1"
# Default: 25.
port = 25
# "starttls", "tls" from the first byte, or "none" (for a server on this machine). Default: "starttls".
security = "none"
# PEM file of a private authority. Default: none.
#ca_file = "ca.pem"
# The name to log in with. Default: none, no login.
#user = ${quote(`pay@${domain}`)}
# File that holds the password and nothing else, mode 0600. Default: none; then KAKITOME_SMTP_PASSWORD must be set where user is.
#password_file = "smtp-password"
# Connections at a time. 1 to 100. Default: 4.
max_connections = 4

[dkim]
# Name of the bank's signing key in DNS (SELECTOR._domainkey.DOMAIN) and of its file, dkim-SELECTOR.pem. Default: "kakitome1".
selector = "kakitome1"

[deadlines]
# How long an order waits for its forward, and a forward for its order. Default: "7 days".
match = "7 days"
# How long the buyer may take to answer the question. Default: "72 hours".
answer = "72 hours"
# Silence after the deadline that was told, before it counts. Default: "1 hour".
grace = "1 hour"
# When a merchant is told that no order has come that fits the forward. Default: "15 minutes".
tell_waiting = "15 minutes"
# How long a new address of a known party can't order. Default: "7 days".
new_address = "7 days"
# How long a merchant counts as new to a buyer (limits.new_payee). Default: "7 days".
new_payee = "7 days"
# The question warns where the same shop was paid the same total within this time. Default: "48 hours".
repeat = "48 hours"

[limits]
# Amounts, one for each currency, such as ["300,000 JPY", "2,000 EUR"]; a currency that is not named has no limit.
# The most that one payment may be. Default: [].
per_payment = []
# The most that a party may pay in one day. Default: [].
per_day = []
# The most for a payment to a merchant that is new to the buyer. Default: [].
new_payee = []
# Questions that one payment may ask; each new total asks again. 1 to 20. Default: 4.
questions_per_payment = 4
# Wrong passwords that end a payment. 1 to 10. Default: 3.
wrong_passwords_per_payment = 3
# Wrong passwords of a party in one day after which no OK is taken until the next. 1 to 50. Default: 5.
wrong_passwords_per_day = 5
# Forwards of one merchant that wait for an order. 1 to 100000. Default: 500.
early_forwards_per_merchant = 500
# Help and error answers of one kind to one address in a day. 1 to 100. Default: 3.
answers_per_kind_and_day = 3
# Help and error answers of all kinds to one address in a day. 1 to 1000. Default: 10.
answers_per_day = 10

[staff]
# Deposits and withdrawals need the names of two people (--by twice). Default: false.
two_people_book = false

[board]
# The public board. This version keeps none: its entries are written and kept for it. Default: false.
enabled = false

[log]
# "debug", "info", "warn", "error" or "silent". The daemon logs JSON lines on stderr. Default: "info".
level = "info"
`;
