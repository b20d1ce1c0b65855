import { createHmac } from 'node:crypto';

/** A version of one endpoint's secret. */
export interface SecretName {
  endpointId: string;
  version: number;
}

/** Derived whenever it is needed, so a stolen table signs nothing. */
function secretBytes(key: Uint8Array, { endpointId, version }: SecretName): Buffer {
  return createHmac('sha256', key).update(`${endpointId}.${version}`).digest();
}

/** As Standard Webhooks writes a symmetric secret: `whsec_` + base64 of 32 bytes. */
export function secretOf(key: Uint8Array, name: SecretName): string {
  return `whsec_${secretBytes(key, name).toString('base64')}`;
}

/** What is signed: the id, the second of sending (Unix time) and the body, as they are sent. */
export interface Message {
  id: string;
  timestamp: number;
  body: string;
}

/** The `webhook-signature` header: `v1,<base64 HMAC-SHA256>` for each secret, newest first, with a space between. */
export function signatureOf(
  key: Uint8Array,
  names: readonly SecretName[],
  { id, timestamp, body }: Message,
): string {
  return names
    .map((name) => createHmac('sha256', secretBytes(key, name)).update(`${id}.${timestamp}.${body}`))
    .map((mac) => `v1,${mac.digest('base64')}`)
    .join(' ');
}
