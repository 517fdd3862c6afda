/** How the other side of a payment is named in a mail: the registered name, and the address that took part. */
export type PartyName = { readonly name: string; readonly address: string };
