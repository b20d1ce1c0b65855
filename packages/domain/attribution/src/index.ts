export { attributeOrder, type Candidate, type Order, windowEnd } from './attribute-order.ts';
