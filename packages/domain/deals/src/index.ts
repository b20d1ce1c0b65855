export { acceptDeal } from './accept-deal.ts';
export { type DealForPricing, dealsForPricing } from './deals-for-pricing.ts';
export { declineDeal, endDeal, withdrawInvitation } from './end-deals.ts';
export { inviteKol } from './invite-kol.ts';
export { type DealQuery, getDeal, getOffer, kolNames, listDeals, listOffers } from './read-deals.ts';
