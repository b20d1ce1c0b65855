export { attributeOrder, type Candidate, type Order, windowEnd } from './attribute-order.ts';
export { sharesOf } from './weights.ts';
