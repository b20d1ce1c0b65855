import type { DealDeliverable, Sample } from '@kolony/deals/schema';

/** Which dialog of the deal room is open. */
export type Asking =
  | { kind: 'accept' | 'counter' | 'decline' | 'withdraw' | 'accept_guarantee' | 'dispute' }
  | { kind: 'submit'; deliverable: DealDeliverable }
  | { kind: 'receive'; sample: Sample };
export type Ask = (asking: Asking) => void;
