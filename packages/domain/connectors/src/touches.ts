const TOKEN = /^[\w-]{44}$/;

/** Far above what the snippet keeps (20), and what an order may name. */
const MOST = 50;

/**
 * The click tokens in whatever a shop kept of them: the snippet's cookie or hidden field (`visitor.token.token`), one
 * token, or several. Each once, oldest text first; everything else in it is left out.
 */
export function touchesIn(texts: readonly (string | null | undefined)[]): string[] {
  const parts = texts.flatMap((text) => (text ?? '').split(/[^\w-]+/));
  return [...new Set(parts.filter((part) => TOKEN.test(part)))].slice(0, MOST);
}

/** The `kclid` parameters of a landing address, which may lack its host. */
export function landingTouches(address: string | null | undefined): string[] {
  if (!address || !URL.canParse(address, 'https://shop.invalid')) return [];
  return new URL(address, 'https://shop.invalid').searchParams.getAll('kclid');
}
