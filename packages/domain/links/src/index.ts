export { acceptDealWithLink, createLink } from './create-link.ts';
export type { LinkDeps } from './link.ts';
export { listCampaignLinks, listLinks, qrCode, type TouchedLink, touchedLinks } from './read-links.ts';
export { setLinkState } from './set-link-state.ts';
