/** What a failed call carries, as far as screens care (web/rpc's error shape). */
export interface Failure {
  code: string;
  facts: Record<string, string | number | boolean>;
  kind: string;
}

const KINDS: Record<string, string> = {
  BAD_REQUEST: 'invalid',
  UNPROCESSABLE_CONTENT: 'invalid',
  UNAUTHORIZED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not_found',
  CONFLICT: 'conflict',
  PAYMENT_REQUIRED: 'insufficient',
  TOO_MANY_REQUESTS: 'rate_limited',
  SERVICE_UNAVAILABLE: 'unavailable',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/**
 * Reads `error.data.kolony` of a tRPC error; without it, the transport's code (on the server, where nothing was
 * transported, the error's own); without that, the network failed. No hook: servers ask too.
 */
export function failureOf(error: unknown): Failure {
  const data = isRecord(error) && isRecord(error.data) ? error.data : undefined;
  const kolony = data && isRecord(data.kolony) ? data.kolony : undefined;
  const facts: Failure['facts'] = {};
  for (const [key, value] of Object.entries(isRecord(kolony?.facts) ? kolony.facts : {}))
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      facts[key] = value;
  const status = data?.code ?? (isRecord(error) && error.name === 'TRPCError' ? error.code : undefined);
  const kind = typeof status === 'string' ? (KINDS[status] ?? 'internal') : 'network';
  return { code: typeof kolony?.code === 'string' ? kolony.code : '', facts, kind };
}
