import { BODIES } from '@kolony/webhooks/schema';
import { z } from 'zod';

const HEADERS = [
  ['webhook-id', 'The same on every attempt and replay: do once what an id asks for.'],
  ['webhook-timestamp', 'Unix time of sending; refuse what is older than five minutes.'],
  ['webhook-signature', 'v1,<base64 HMAC-SHA256 of id.timestamp.body>, one per secret in force, by a space.'],
] as const;

/** OpenAPI's `webhooks`: every event with its body, made from the schemas that the senders are typed by. */
export const webhookEvents = Object.fromEntries(
  [...BODIES].map(([type, body]) => {
    const schema: object = z.toJSONSchema(body); // JSON Schema 2020-12, as OpenAPI 3.1 has it
    return [
      type,
      {
        post: {
          parameters: HEADERS.map(([name, description]) => ({
            in: 'header' as const,
            name,
            description,
            required: true,
            schema: { type: 'string' as const },
          })),
          requestBody: { required: true, content: { 'application/json': { schema } } },
          responses: {
            '200': { description: 'Any 2xx within 15 s. Anything else is tried again for three days.' },
            '410': { description: 'Nothing is sent to this address any more.' },
          },
        },
      },
    ];
  }),
);
