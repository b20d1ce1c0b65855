import type { Clock } from '@kolony/kernel';
import type { SiteResolver } from '@kolony/links/resolver';
import type { ClickTokenKeys, Spool } from '@kolony/tracking';
import type { Shipped } from '../shipping.ts';

/** What a beacon passes through, from the page to disk: a spool of its own, so that no flood of views delays a click. */
export interface SiteDeps {
  clock: Clock;
  keys: ClickTokenKeys;
  resolver: SiteResolver;
  spool: Spool;
  shipper: Shipped;
  /** Makes the browser snippet, when a page first asks for it: a tracker that comes back redirects at once. */
  buildSnippet(): Promise<string>;
}
