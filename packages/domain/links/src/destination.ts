import { KolonyError, webAddress } from '@kolony/kernel';

/**
 * Where a link may lead: http or https, on the host of the campaign's landing page or below it, on its port or the
 * protocol's own, without credentials. A tracked link is a redirector by design; it must never lead where nobody of
 * the campaign chose to (OWASP ASVS 3.7.2). Returns the normalised address; `links/bad_destination` {field, host}.
 */
export function checkDestination(destination: string, landingUrl: string, field = 'destination'): string {
  const home = webAddress(landingUrl);
  const url = webAddress(destination);
  const own = home && url && (url.hostname === home.hostname || url.hostname.endsWith(`.${home.hostname}`));
  if (!own || (url.port && url.port !== home.port))
    throw new KolonyError('links/bad_destination', 'invalid', {
      field,
      host: home?.hostname ?? '',
    });
  return url.href;
}
