import { KolonyError } from '@kolony/kernel';
import { LRUCache } from 'lru-cache';
import { Client, Pool } from 'pg';
import type { ResolvedLink } from './schema.ts';

export type { ResolvedLink } from './schema.ts';
export { type LinkOwner, openSiteResolver, type SiteResolver } from './site-resolver.ts';

export interface Resolver {
  /** The link of a slug, or null when there is none. `links/unresolvable` (unavailable): not cached, and PostgreSQL is away. */
  resolve(slug: string): ResolvedLink | null | Promise<ResolvedLink | null>;
  /** Whether changes are being heard; false: cached links go on, changes arrive late. */
  listening(): boolean;
  size(): number;
  close(): Promise<void>;
}

export interface ResolverOptions {
  databaseUrl: string;
  /** Links kept in memory [100,000, some 50 MB]. */
  max?: number;
  log?: (line: string) => void;
}

/** A slug that does not exist is remembered briefly, so that guessing slugs is not asking PostgreSQL. */
const NEGATIVE_TTL = 2_000;
/** A change that no notification told of (lost while reconnecting) is seen after this at the latest. */
const POSITIVE_TTL = 60_000;
const RECONNECT = 500;
/** Anything else is nobody's: it is neither asked for (PostgreSQL cannot even be asked for a NUL) nor remembered. */
const SLUG = /^[\w-]{1,64}$/;

const SELECT = {
  name: 'resolve-link',
  text: `SELECT l.id, l.no, d.no AS deal_no, l.slug, l.brand_id, l.campaign_id, l.deal_id, l.kol_id, l.destination,
      c.fallback_url, l.state, d.state AS deal_state, c.state AS campaign_state, l.expires_at, l.consent_required
    FROM links l JOIN deals d ON d.id = l.deal_id JOIN campaigns c ON c.id = l.campaign_id
    WHERE l.slug = $1`,
};

/** The tracker's door: slugs from memory, PostgreSQL asked once per slug and told of every change. */
export async function openResolver({
  databaseUrl,
  max = 100_000,
  log = () => undefined,
}: ResolverOptions): Promise<Resolver> {
  const pool = new Pool({ connectionString: databaseUrl, max: 4, connectionTimeoutMillis: 2_000 });
  pool.on('error', (error) => log(`resolver: ${error.message}`));
  const links = new LRUCache<string, { link: ResolvedLink | null; freshUntil: number }>({ max });
  const asking = new Map<string, Promise<ResolvedLink | null>>();
  let changes = 0;
  const ears = await listen(databaseUrl, {
    log,
    changed(payload) {
      changes += 1;
      forget(links, payload);
    },
    missed() {
      changes += 1;
      links.clear();
    },
  });

  async function ask(slug: string): Promise<ResolvedLink | null> {
    const before = changes;
    try {
      const { rows } = await pool.query({ ...SELECT, values: [slug] });
      const link = rows[0] ? toLink(rows[0]) : null;
      // A change that was heard while the answer was on its way may be newer than the answer: ask again next time.
      const life = before !== changes ? 0 : link ? POSITIVE_TTL : NEGATIVE_TTL;
      links.set(slug, { link, freshUntil: Date.now() + life });
      return link;
    } catch (error) {
      // PostgreSQL is away: what is known goes on being true, and is not asked for again at once.
      const known = links.get(slug);
      if (known) {
        links.set(slug, { link: known.link, freshUntil: Date.now() + NEGATIVE_TTL });
        return known.link;
      }
      log(`resolver: ${error instanceof Error ? error.message : String(error)}`);
      throw new KolonyError('links/unresolvable', 'unavailable');
    }
  }

  return {
    resolve(slug) {
      if (!SLUG.test(slug)) return null;
      const known = links.get(slug);
      if (known && known.freshUntil > Date.now()) return known.link;
      const asked = asking.get(slug) ?? ask(slug).finally(() => asking.delete(slug));
      asking.set(slug, asked);
      return asked;
    },
    listening: () => ears.connected(),
    size: () => links.size,
    async close() {
      await ears.close();
      await pool.end();
    },
  };
}

/** Payloads: a slug, or `campaign:<id>` when a campaign or one of its deals changed. */
function forget(
  links: LRUCache<string, { link: ResolvedLink | null; freshUntil: number }>,
  payload: string,
): void {
  if (!payload.startsWith('campaign:')) {
    links.delete(payload);
    return;
  }
  const campaignId = payload.slice('campaign:'.length);
  for (const [slug, { link }] of links.entries()) if (link?.campaignId === campaignId) links.delete(slug);
}

interface Ears {
  log(line: string): void;
  changed(payload: string): void;
  /** Notifications may have been lost. */
  missed(): void;
}

async function listen(
  databaseUrl: string,
  { log, changed, missed }: Ears,
): Promise<{ connected(): boolean; close(): Promise<void> }> {
  let client: Client | null = null;
  let closed = false;

  /** One attempt. However it ends, now or after hours, exactly one more follows it. */
  async function connect(): Promise<void> {
    const next = new Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
    });
    let over = false;
    // A connection that cannot be made says so twice, by an error and by its end.
    const ended = () => {
      if (over) return;
      over = true;
      if (client === next) client = null;
      if (!closed) setTimeout(() => closed || connect(), RECONNECT).unref();
    };
    next.on('notification', ({ payload }) => payload && changed(payload));
    next.on('error', (error) => log(`resolver: ${error.message}`));
    next.once('end', ended);
    try {
      await next.connect();
      await next.query('LISTEN link_changed');
      if (closed) await next.end();
      if (over) return;
      missed();
      client = next;
    } catch (error) {
      log(`resolver: ${error instanceof Error ? error.message : String(error)}`);
      next.end().catch(() => undefined);
      ended();
    }
  }

  await connect();
  return {
    connected: () => client !== null,
    async close() {
      closed = true;
      await client?.end();
    },
  };
}

function toLink(row: Record<string, unknown>): ResolvedLink {
  const text = (column: string) => String(row[column]);
  const { expires_at: expiresAt, fallback_url: fallbackUrl } = row;
  return {
    id: text('id'),
    no: Number(row.no),
    dealNo: Number(row.deal_no),
    slug: text('slug'),
    brandId: text('brand_id'),
    campaignId: text('campaign_id'),
    dealId: text('deal_id'),
    kolId: text('kol_id'),
    destination: text('destination'),
    fallbackUrl: typeof fallbackUrl === 'string' ? fallbackUrl : null,
    state: row.state === 'active' ? 'active' : 'paused',
    dealState: text('deal_state'),
    campaignState: text('campaign_state'),
    expiresAt: expiresAt instanceof Date ? expiresAt : null,
    consentRequired: row.consent_required === true,
  };
}
