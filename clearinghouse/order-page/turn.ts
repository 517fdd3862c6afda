/** One request at one shop, as the steps see it. */
import type { Catalogue } from '../protocol/catalogue/item.ts';
import type { PageContext } from './layout.ts';
import type { OrderPageParts, ShopOnPage } from './ports.ts';
import type { Buckets } from './buckets.ts';
import type { OnItsWay } from './on-its-way.ts';
import type { Sending } from './sending.ts';

export type Turn = {
  readonly shop: ShopOnPage;
  readonly catalogue: Catalogue;
  readonly context: PageContext;
  /** Of the address for GET, of the body for POST. */
  readonly fields: URLSearchParams;
};

/** What the steps of one page share. */
export type Desk = {
  readonly parts: OrderPageParts;
  readonly sending: Sending;
  readonly onItsWay: OnItsWay;
  readonly members: Buckets;
  readonly everybody: Buckets;
};
