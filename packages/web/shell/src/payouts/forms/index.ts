export { AccountFields } from './account-fields.tsx';
export { accountFrom } from './read-account.ts';
