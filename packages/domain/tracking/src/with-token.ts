const TOKEN = 'kclid';

/**
 * The stored destination with the click token; nothing of the request can change host, path or scheme. A token that the
 * stored address brings along goes: the shop reads one, and it must be this visitor's.
 */
export function withToken(destination: string, token: string): string {
  const hash = destination.indexOf('#');
  const fragment = hash === -1 ? '' : destination.slice(hash);
  const address = hash === -1 ? destination : destination.slice(0, hash);
  const mark = address.indexOf('?');
  if (mark === -1) return `${address}?${TOKEN}=${token}${fragment}`;
  const own = address.slice(mark + 1);
  // Most parameters cannot be it: neither its name nor anything encoded is in them.
  const kept = /kclid|%/i.test(own)
    ? own
        .split('&')
        .filter((pair) => !isToken(pair))
        .join('&')
    : own;
  return `${address.slice(0, mark)}?${kept}${kept ? '&' : ''}${TOKEN}=${token}${fragment}`;
}

function isToken(pair: string): boolean {
  return new URLSearchParams(pair).has(TOKEN);
}
