export { type Agent, readAgent } from './agent.ts';
export {
  type Click,
  type ClickTokenKeys,
  mintClickToken,
  type ReadClickToken,
  readClickToken,
  readClickTokenKeys,
} from './click-token.ts';
export { decide, isRepeat, type Verdict } from './decide.ts';
export { openRepeats, type Repeats } from './repeats.ts';
export { type Shipper, startShipper } from './spool/ship.ts';
export { openSpool, type Spool } from './spool/spool.ts';
export type { Visit } from './visit.ts';
export {
  newVisitor,
  openNetworkHash,
  readVisitor,
  visitorCookie,
} from './visitor.ts';
export { withToken } from './with-token.ts';
