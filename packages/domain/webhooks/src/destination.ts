import { isIP, type LookupFunction } from 'node:net';
import { KolonyError, webAddress } from '@kolony/kernel';
import { isLoopback, isPublic } from './address.ts';
import type { WebhookSettings } from './settings.ts';

/** Where an event may go. Whatever its host resolves to must be `loopback` or public, as it says. */
export interface Destination {
  url: URL;
  loopback: boolean;
}

const PORTS = new Set(['', '443', '8443']); // the URL parser leaves https's own out
/** Names that lead inside a network, to this machine or nowhere (RFC 6761, 6762, 8375, 9476). */
const INTERNAL = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|test|invalid|onion|alt)\.?$/;

/**
 * What can be said of an address without asking DNS: https on port 443 or 8443 with a public IP address or a name of
 * the public Internet. Decimal, octal and hexadecimal hosts are the addresses they stand for. `webhooks/url_refused`
 * {field, why: malformed | scheme | port | address | name}.
 */
export function destinationOf(text: string, { allowLoopback }: WebhookSettings): Destination {
  const url = webAddress(text);
  if (!url) throw refused('malformed');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const literal = isIP(host) !== 0;
  if (allowLoopback && (literal ? isLoopback(host) : host === 'localhost')) return { url, loopback: true };
  if (url.protocol !== 'https:') throw refused('scheme');
  if (!PORTS.has(url.port)) throw refused('port');
  if (literal && !isPublic(host)) throw refused('address');
  if (!literal && (!host.replace(/\.$/, '').includes('.') || INTERNAL.test(host))) throw refused('name');
  return { url, loopback: false };
}

/**
 * Asks DNS as well, when an address is registered: whoever mistypes learns it at once. It protects nothing, since DNS
 * can answer otherwise later; `guardedLookup` does. `webhooks/url_refused`, `webhooks/unknown_host`.
 */
export async function checkUrl(text: string, settings: WebhookSettings): Promise<string> {
  const destination = destinationOf(text, settings);
  const host = destination.url.hostname;
  if (isIP(host.replace(/^\[|\]$/g, '')) === 0) await resolveAllowed(host, destination, settings);
  return destination.url.href;
}

/** For a socket: it connects to an address that was checked, and to no other, whatever DNS says a moment later. */
export function guardedLookup(destination: Destination, settings: WebhookSettings): LookupFunction {
  return (host, options, done) => {
    resolveAllowed(host, destination, settings).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all) done(null, addresses);
        else done(null, first.address, first.family);
      },
      (error: Error) => done(error, ''),
    );
  };
}

type Addresses = Awaited<ReturnType<WebhookSettings['resolve']>>;

/** Every answer must be allowed: one private address among public ones is an attack, or will be a failure. */
async function resolveAllowed(
  host: string,
  { loopback }: Destination,
  { resolve }: WebhookSettings,
): Promise<[Addresses[number], ...Addresses]> {
  const [first, ...others] = await resolve(host).catch(() => []);
  if (!first) throw new KolonyError('webhooks/unknown_host', 'invalid', { field: 'url' });
  const allowed = loopback ? isLoopback : isPublic;
  if (![first, ...others].every(({ address }) => allowed(address))) throw refused('address');
  return [first, ...others];
}

function refused(why: 'malformed' | 'scheme' | 'port' | 'address' | 'name'): KolonyError {
  return new KolonyError('webhooks/url_refused', 'invalid', { field: 'url', why });
}
