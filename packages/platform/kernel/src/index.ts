export { exponentOf, fromDecimal, toDecimal } from './currency.ts';
export { type ErrorKind, isKolonyError, KolonyError, present } from './errors.ts';
export { type IdPrefix, isId, newId } from './ids.ts';
export { allocate, CURRENCIES, Currency, Minor, minor, mulDiv, PositiveMinor } from './money.ts';
export { type Page, PageRequest, toPage } from './page.ts';
export { isStorable, ownText, webAddress } from './text.ts';
export {
  after,
  type Clock,
  DAY,
  dayIn,
  HOUR,
  isTimeZone,
  MINUTE,
  movableClock,
  plusDays,
  SECOND,
  systemClock,
} from './time.ts';
