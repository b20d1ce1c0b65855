export { type Agent, readAgent } from './agent.ts';
export {
  type Click,
  type ClickTokenKeys,
  mintClickToken,
  type ReadClickToken,
  readClickToken,
  readClickTokenKeys,
} from './click-token.ts';
export { decide, type Verdict, type Visit, withToken } from './decide.ts';
export { type Shipper, startShipper } from './spool/ship.ts';
export { openSpool, type Spool } from './spool/spool.ts';
export { newVisitor, openNetworkHash, openRepeats, readVisitor, visitorCookie } from './visitor.ts';
