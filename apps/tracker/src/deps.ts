import type { Clock } from '@kolony/kernel';
import type { Resolver } from '@kolony/links/resolver';
import type { ClickTokenKeys, Repeats, Spool } from '@kolony/tracking';
import type { Shipped } from './shipping.ts';
import type { Site } from './site/site.ts';

/** What a visit is read with. */
export interface VisitDeps {
  repeats: Repeats;
  networkHash(address: string, userAgent: string, at: Date): string;
  /** What is known of an address without asking anybody. */
  networks: {
    isDatacentre(address: string): boolean;
    /** '' when nobody says. */
    countryOf(address: string): string;
  };
  /** Headers (lower case) of a proxy in front, where there is one. */
  proxy: { countryHeader?: string | undefined; addressHeader?: string | undefined };
}

/** What a click passes through, from slug to disk. */
export interface TrackerDeps extends VisitDeps {
  clock: Clock;
  keys: ClickTokenKeys;
  resolver: Resolver;
  spool: Spool;
  shipper: Shipped;
  /** Served over https: the visitor cookie is Secure. */
  secure: boolean;
  /** What shops' pages ask; without it there are redirects only. */
  site?: Site;
}
