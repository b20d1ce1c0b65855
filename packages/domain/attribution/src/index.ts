export { attributeOrder, type Candidate, type Order, windowEnd } from './attribute-order.ts';
export { creditByPlace } from './journeys/credit-by-shapley.ts';
export { creditJourneys } from './journeys/credit-journeys.ts';
export type { Credit, Credits } from './journeys/journey.ts';
export { sharesOf } from './weights.ts';
