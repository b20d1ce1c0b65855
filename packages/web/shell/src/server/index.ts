export { AppDocument } from './app-document.tsx';
export { readPreferences } from './preferences.ts';
export { requestConfig } from './request-config.ts';
export { createServerTrpc } from './server-trpc.tsx';
