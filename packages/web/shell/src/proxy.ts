import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from './server/security.ts';

// biome-ignore lint/style/noProcessEnv: the bundler puts the constant here; nothing is read from the environment.
const development = process.env.NODE_ENV === 'development';

/**
 * An app's proxy.ts (Next 16's middleware): `export const proxy = withSecurity();` and
 * `export const config = { matcher: '/((?!_next/static|_next/image|favicon.ico).*)' }` (Next reads it statically).
 * Gives each response a fresh nonce and CSP; `next` may answer first (redirects), its headers are completed.
 */
export function withSecurity(next?: (request: NextRequest) => NextResponse | undefined) {
  return (request: NextRequest): NextResponse => {
    const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
    const https = (request.headers.get('x-forwarded-proto') ?? request.nextUrl.protocol).startsWith('https');
    const policy = contentSecurityPolicy(nonce, { development, https });
    // Next takes the nonce for its own scripts from the request's policy.
    const headers = new Headers(request.headers);
    headers.set('Content-Security-Policy', policy);
    headers.set('x-nonce', nonce);
    const response = next?.(request) ?? NextResponse.next({ request: { headers } });
    response.headers.set('Content-Security-Policy', policy);
    if (https) response.headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    return response;
  };
}
