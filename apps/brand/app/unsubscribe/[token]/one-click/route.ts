import { brandCaller, brandContext } from '@kolony/rpc/server';
import { failureOf } from '@kolony/shell';

type Params = { params: Promise<{ token: string }> };

/** A mail program's own button (RFC 8058): a POST without cookies, answered without a page. */
export async function POST(_request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  try {
    await brandCaller(await brandContext(new Headers())).schedules.end({ token });
    return new Response(null, { status: 204 });
  } catch (error) {
    if (failureOf(error).kind === 'not_found') return new Response(null, { status: 404 });
    throw error;
  }
}

/** Whoever opens it by hand is asked first: programs that look into mails open every link. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  return new Response(null, {
    status: 303,
    headers: { location: `/unsubscribe/${encodeURIComponent(token)}` },
  });
}
