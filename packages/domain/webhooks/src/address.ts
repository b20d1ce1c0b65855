import ipaddr from 'ipaddr.js';

/** What the Internet routes; the library knows the special blocks inside it, and none outside it. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an IP address is on the public Internet: not private, loopback, link-local, mapped, translated or reserved. */
export function isPublic(text: string): boolean {
  const address = ipaddr.process(text); // ::ffff:10.0.0.1 is 10.0.0.1
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
}

export function isLoopback(text: string): boolean {
  return ipaddr.process(text).range() === 'loopback';
}
