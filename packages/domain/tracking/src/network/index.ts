export { openCountries } from './countries.ts';
export { openDatacentres } from './datacentres.ts';
