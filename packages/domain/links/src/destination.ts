import { KolonyError } from '@kolony/kernel';

/**
 * Where a link may lead: http or https, on the host of the campaign's landing page or below it, without credentials.
 * A tracked link is a redirector by design; it must never lead where nobody of the campaign chose to
 * (OWASP ASVS 3.7.2). Returns the normalised address; `links/bad_destination` {field, host}.
 */
export function checkDestination(destination: string, landingUrl: string): string {
  const { hostname: home } = new URL(landingUrl);
  const refuse = () => new KolonyError('links/bad_destination', 'invalid', { field: 'destination', host: home });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters and backslashes are what is refused
  if (/[\u0000-\u0020\u007f\\]/.test(destination) || !URL.canParse(destination)) throw refuse();
  const url = new URL(destination);
  const { protocol, hostname, username, password, port } = url;
  const same = hostname === home || hostname.endsWith(`.${home}`);
  if (!/^https?:$/.test(protocol) || username || password || !same || (port && port !== new URL(landingUrl).port)) throw refuse();
  return url.href;
}
