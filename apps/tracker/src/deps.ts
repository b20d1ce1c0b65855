import type { Clock } from '@kolony/kernel';
import type { Resolver } from '@kolony/links/resolver';
import type { ClickTokenKeys, Shipper, Spool } from '@kolony/tracking';
import type { VisitorDeps } from './click.ts';
import type { Site } from './site/site.ts';

/** What a click passes through, from slug to disk. */
export interface TrackerDeps extends VisitorDeps {
  clock: Clock;
  keys: ClickTokenKeys;
  resolver: Resolver;
  spool: Spool;
  shipper: Shipper;
  /** What shops' pages ask; without it there are redirects only. */
  site?: Site;
}
