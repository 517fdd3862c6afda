/** Seller and buyer of a UBL invoice (EN 16931 BG-4 and BG-7). */
import type { InvoiceFacts, Seller } from './invoice.ts';
import { invoiceName } from './invoice-words.ts';
import { leaf, node } from './xml.ts';
import type { Xml } from './xml.ts';

/** Electronic mail in the code list EAS. */
const MAIL_SCHEME = 'EM';

const text = (name: string, value: string): Xml => leaf(name, value.trim() === '' ? '' : invoiceName(value, ''));
const taxScheme = (id: string): Xml => node('cac:TaxScheme', [leaf('cbc:ID', id)]);

/** BT-31 begins with the country of issue (BR-CO-09; Greece EL, Northern Ireland XI). Other registrations, such as Japan's T-number, are BT-32. */
export function isVatIdentifier({ vatId, country }: Seller): boolean {
  const prefixes = [country, ...(country === 'GR' ? ['EL'] : []), ...(country === 'GB' ? ['XI'] : [])];
  return vatId !== null && prefixes.some((prefix) => vatId.startsWith(prefix)) && /^[A-Z]{2}[0-9A-Z+*]{2,13}$/.test(vatId);
}

export function supplier(seller: Seller): Xml {
  const { vatId, companyId, endpoint, email } = seller;
  // BR-CO-26: something has to tell which seller it is.
  const needsIdentifier = companyId === null && !isVatIdentifier(seller);
  return node('cac:AccountingSupplierParty', [
    node('cac:Party', [
      leaf('cbc:EndpointID', endpoint?.id ?? email, { schemeID: endpoint?.scheme ?? MAIL_SCHEME }),
      needsIdentifier ? node('cac:PartyIdentification', [leaf('cbc:ID', vatId ?? email)]) : null,
      node('cac:PartyName', [text('cbc:Name', seller.name)]),
      sellerAddress(seller),
      vatId === null ? null : node('cac:PartyTaxScheme', [leaf('cbc:CompanyID', vatId), taxScheme(isVatIdentifier(seller) ? 'VAT' : 'TAX')]),
      node('cac:PartyLegalEntity', [text('cbc:RegistrationName', seller.name), leaf('cbc:CompanyID', companyId ?? '')]),
      node('cac:Contact', [text('cbc:Name', seller.name), leaf('cbc:ElectronicMail', email)]),
    ]),
  ]);
}

function sellerAddress({ addressLines, city, postalZone, country }: Seller): Xml {
  const [street = '', additional = '', ...more] = addressLines.filter((line) => line.trim() !== '');
  return node('cac:PostalAddress', [
    text('cbc:StreetName', street),
    text('cbc:AdditionalStreetName', additional),
    text('cbc:CityName', city),
    text('cbc:PostalZone', postalZone),
    node('cac:AddressLine', [text('cbc:Line', more.join(', '))]),
    node('cac:Country', [leaf('cbc:IdentificationCode', country)]),
  ]);
}

/** A mail tells no country: the seller's stands for it, since the tax is that of a sale at home. */
export function customer({ buyer, seller }: InvoiceFacts): Xml {
  const name = invoiceName(buyer.name ?? '', buyer.address);
  return node('cac:AccountingCustomerParty', [
    node('cac:Party', [
      leaf('cbc:EndpointID', buyer.address, { schemeID: MAIL_SCHEME }),
      node('cac:PartyName', [leaf('cbc:Name', name)]),
      node('cac:PostalAddress', [node('cac:Country', [leaf('cbc:IdentificationCode', seller.country)])]),
      node('cac:PartyLegalEntity', [leaf('cbc:RegistrationName', name)]),
      node('cac:Contact', [leaf('cbc:ElectronicMail', buyer.address)]),
    ]),
  ]);
}
