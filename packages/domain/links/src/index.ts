export { type CouponDeal, couponDeals, createCoupon, listCoupons } from './coupons.ts';
export { createLink } from './create-link.ts';
export { firstLink } from './first-link.ts';
export type { LinkDeps } from './link.ts';
export { listCampaignLinks } from './list-campaign-links.ts';
export { listLinks } from './list-links.ts';
export { qrCode } from './qr-code.ts';
export { setLinkState } from './set-link-state.ts';
export { type TouchedLink, touchedLinks } from './touched-links.ts';
