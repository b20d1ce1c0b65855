import { isIPv4, isIPv6 } from 'node:net';

/**
 * What one subscriber holds: an IPv4 address, or an IPv6 /64 (its 2⁶⁴ addresses would each have a count of their
 * own). An IPv4 address seen through an IPv6 socket (::ffff:a.b.c.d) is the IPv4 address.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (isIPv4(mapped ?? address)) return mapped ?? address;
  if (!isIPv6(address) || address.includes('%')) return address.slice(0, 64);
  // The URL parser writes any IPv6 address in its one canonical form.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}
