export { type Client, createClient } from './client.ts';
export { KolonyApiError } from './error.ts';
export { everyRow } from './every-row.ts';
export { readTouches } from './read-touches.ts';
export type { ClientOptions } from './request.ts';
export { verifyWebhook, WebhookError, type WebhookHeaders } from './verify-webhook.ts';
