export { AppDocument } from './server/app-document.tsx';
export { readPreferences } from './server/preferences.ts';
export { requestConfig } from './server/request-config.ts';
export { createServerTrpc } from './server/server-trpc.tsx';
