import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { exception } from './exception.ts';

export interface Login {
  user: string;
  password: string;
}

/**
 * The one user of this server. As on ClickHouse, a login comes by X-ClickHouse-User/Key, by Basic, or as `user` and
 * `password` of the URL. Throws AUTHENTICATION_FAILED (516) without saying which of the two was wrong.
 */
export function authenticate(expected: Login, headers: IncomingHttpHeaders, url: URLSearchParams): void {
  const { user, password } = loginOf(headers, url);
  const right = [same(user, expected.user), same(password, expected.password)];
  if (right.includes(false)) {
    const name = user.slice(0, 64);
    const reason = `${name}: Authentication failed: password is incorrect, or there is no user with such name`;
    throw exception(516, 'AUTHENTICATION_FAILED', reason);
  }
}

function loginOf(headers: IncomingHttpHeaders, url: URLSearchParams): Login {
  const { 'x-clickhouse-user': user, 'x-clickhouse-key': key, authorization = '' } = headers;
  if (user !== undefined || key !== undefined)
    return { user: String(user ?? 'default'), password: String(key ?? '') };
  const basic = /^basic +(\S+)$/i.exec(authorization)?.[1];
  if (basic !== undefined) {
    const [name = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    return { user: name, password: rest.join(':') };
  }
  return { user: url.get('user') ?? 'default', password: url.get('password') ?? '' };
}

/** In constant time: the digests have one length, the values need not. */
function same(given: string, expected: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
