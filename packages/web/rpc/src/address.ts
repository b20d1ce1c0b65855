/** Who asks, by network address. The last hop is the one our own server (or its proxy) wrote; earlier ones are the client's word. */
export function addressOf(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? 'unknown';
}
