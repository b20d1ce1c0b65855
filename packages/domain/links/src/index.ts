export { listStorefronts, readBundle, readStorefront } from './bundle/public-pages.ts';
export { deleteBundle, getStorefront, saveBundle, setStorefront } from './bundle/storefront.ts';
export { changeLink } from './change-link.ts';
export {
  type CouponDeal,
  canonicalCode,
  couponDeals,
  couponsForShop,
  createCoupon,
  generateCoupons,
  listCoupons,
} from './coupons.ts';
export { createLink } from './create-link.ts';
export {
  type DomainDeps,
  getDomain,
  recheckDomains,
  removeDomain,
  setDomain,
  verifyDomain,
} from './domain/brand-domain.ts';
export { openTxtLookup, type TxtLookup } from './domain/txt-lookup.ts';
export { firstLink } from './first-link.ts';
export { getBrandLink } from './get-brand-link.ts';
export type { LinkDeps } from './link.ts';
export { type LinkLabel, linkLabels } from './link-labels.ts';
export { type LinkQuery, listBrandLinks } from './list-brand-links.ts';
export { listCampaignLinks } from './list-campaign-links.ts';
export { listLinks } from './list-links.ts';
export { qrCode } from './qr/qr-code.ts';
export { removeQrPicture, setQrPicture } from './qr/set-picture.ts';
export { setLinkState } from './set-link-state.ts';
export { type TouchedLink, touchedLinks } from './touched-links.ts';
export { visitLink } from './visit-link.ts';
