import { withSecurity } from '@kolony/shell/proxy';
import { openSharedGate } from './features/reports/shared-gate.ts';

export const proxy = withSecurity(openSharedGate());

/** Pages and calls; built files carry their headers by next.config. Next reads this statically. */
export const config = { matcher: '/((?!_next/static|_next/image|favicon.ico).*)' };
