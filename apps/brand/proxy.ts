import { withSecurity } from '@kolony/shell/proxy';

export const proxy = withSecurity();

/** Pages and calls; built files carry their headers by next.config. Next reads this statically. */
export const config = { matcher: '/((?!_next/static|_next/image|favicon.ico).*)' };
