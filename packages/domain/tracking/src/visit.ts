import type { Agent } from './agent.ts';

/** What matters of a request. */
export interface Visit {
  method: 'GET' | 'HEAD';
  agent: Agent;
  /** Browsers say so in Sec-Purpose, Purpose or X-Moz when nobody has clicked yet. */
  prefetch: boolean;
  /** It came from a network that machines are rented in. */
  datacentre: boolean;
  /** ISO 3166-1 alpha-2, '' when it is not known. */
  country: string;
  /** The first-party cookie that came along, or a new one. */
  visitor: string;
  /** The visitor agreed to be recognised. */
  consented: boolean;
  /** The visitor's last click on this link; null when there is none to speak of. */
  lastClickAt: Date | null;
}
