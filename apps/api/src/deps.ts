import type { ConnectorDeps } from '@kolony/connectors';
import type { LinkDeps } from '@kolony/links';
import type { ClickTokenKeys } from '@kolony/tracking';
import type { Warehouse } from '@kolony/warehouse';
import type { WebhookDeps } from '@kolony/webhooks';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { RateLimiter } from './rate-limit.ts';

export type ApiDeps = LinkDeps &
  WebhookDeps &
  ConnectorDeps & {
    warehouse: Warehouse;
    clickKeys: ClickTokenKeys;
    rateLimiter: RateLimiter;
    /** This API's public origin. */
    apiUrl: string;
  };

/** A Fastify instance whose routes take their types from zod schemas. */
export type Typed = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;
