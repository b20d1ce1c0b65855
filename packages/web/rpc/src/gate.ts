/** What an app's proxy.ts counts before a page is made: it opens no store. */
export { addressOf } from './address.ts';
export { openShareLimit } from './share-limit.ts';
