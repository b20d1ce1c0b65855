import { isKolonyError } from '@kolony/kernel';
import { addressOf, openShareLimit } from '@kolony/rpc/gate';
import en from '@kolony/shell/messages/en/ui.json';
import zh from '@kolony/shell/messages/zh-CN/ui.json';
import { type NextRequest, NextResponse } from 'next/server';

/** What can be a token, and nothing longer: every counted one is a key that the process keeps. */
const LINK = /^\/shared\/([\w-]{43})(?:\/|$)/;

/** Refuses pages of shared reports that are opened too often: a page itself cannot answer 429. */
export function openSharedGate(count = openShareLimit()) {
  return ({ nextUrl: { pathname }, headers }: NextRequest): NextResponse | undefined => {
    const [, token] = LINK.exec(pathname) ?? [];
    if (token === undefined) return undefined;
    try {
      count({ token, address: addressOf(headers) });
      return undefined;
    } catch (error) {
      if (!isKolonyError(error)) throw error;
      return new NextResponse(`${en.errors.rate_limited}\n${zh.errors.rate_limited}\n`, {
        status: 429,
        headers: {
          'content-type': 'text/plain; charset=utf-8',
          'cache-control': 'no-store',
          'retry-after': String(error.facts.retry_after),
        },
      });
    }
  };
}
