import { setTimeout as sleep } from 'node:timers/promises';
import { KolonyError, ownText } from '@kolony/kernel';
import { LRUCache } from 'lru-cache';
import { Client, Pool } from 'pg';
import { LinkRoute, type ResolvedLink } from './schema.ts';

export type { Medium, ResolvedLink } from './schema.ts';
export { type LinkOwner, openSiteResolver, type SiteResolver } from './site-resolver.ts';

export interface Resolver {
  /** The link of a slug, or null when there is none. `links/unresolvable` (unavailable): not cached, and PostgreSQL is away. */
  resolve(slug: string): ResolvedLink | null | Promise<ResolvedLink | null>;
  /** The brand that has proven this host as its own; undefined: the tracker's, or nobody's. */
  brandOf(host: string): string | undefined;
  /** Whether changes are being heard; false: cached links go on, changes arrive late. */
  listening(): boolean;
  size(): number;
  close(): Promise<void>;
}

export interface ResolverOptions {
  databaseUrl: string;
  /** Links kept in memory [100,000, some 45 MB]. */
  max?: number;
  log?: (line: string) => void;
}

/** A slug that does not exist is remembered briefly, so that guessing slugs is not asking PostgreSQL. */
const NEGATIVE_TTL = 2_000;
/**
 * What is known is asked for again after so long, and up to as long again, so that links that were first asked for at
 * once are not later. Changes are told, and a connection that has died is noticed by its heartbeat; this is for what is
 * not told: a deleted link, a changed slug, a pooler between that drops LISTEN.
 */
const HEARD_TTL = 600_000;
/** The same, from when it is noticed that changes are not heard. */
const UNHEARD_TTL = 60_000;
const RECONNECT = 500;
/** PostgreSQL that accepts and says nothing is away too, and no visitor waits for it longer. */
const PATIENCE = 1_000;
/** For so long after it did not answer, what is known is answered without asking. */
const AWAY = 2_000;
/** So many slugs are asked for at once; more are guesses, and must not make a queue that real ones stand in. */
const MAX_ASKING = 1_000;
/** How often a silent connection is asked whether it would still tell of changes. */
const HEARTBEAT = 10_000;
/** Anything else is nobody's: it is neither asked for (PostgreSQL cannot even be asked for a NUL) nor remembered. */
const SLUG = /^[\w-]{1,64}$/;

const SELECT = {
  name: 'resolve-link',
  text: `SELECT l.id, l.no, d.no AS deal_no, l.slug, l.brand_id, l.campaign_id, l.deal_id, l.kol_id, l.destination,
      l.routes, c.fallback_url, l.state, d.state AS deal_state, c.state AS campaign_state, l.expires_at, l.consent_required, l.sub_ids,
      -- A deal that pays a fixed fee only has nothing to earn by clicks: its links go on when all money is reserved.
      jsonb_array_length(coalesce(d.offer -> 'earnings', '[]')) > 0 AND EXISTS (
        SELECT FROM ledger_accounts a
        WHERE a.brand_id = c.brand_id AND a.path = 'campaign:' || c.id || ':escrow' AND a.currency = c.currency
          AND a.balance <= 0) AS budget_spent
    FROM links l JOIN deals d ON d.id = l.deal_id JOIN campaigns c ON c.id = l.campaign_id
    WHERE l.slug = $1`,
};

const DOMAINS = {
  name: 'brand-domains',
  text: 'SELECT host, brand_id FROM brand_domains WHERE verified_at IS NOT NULL',
};

/** The tracker's door: slugs from memory, PostgreSQL asked once per slug and told of every change. */
export async function openResolver({
  databaseUrl,
  max = 100_000,
  log = () => undefined,
}: ResolverOptions): Promise<Resolver> {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 4,
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
  });
  pool.on('error', (error) => log(`resolver: ${error.message}`));
  const links = new LRUCache<string, Known>({ max });
  const shared = openTexts();
  // Apart from the links, so that guessing slugs does not push them out.
  const nobodys = new LRUCache<string, true>({ max, ttl: NEGATIVE_TTL });
  const asking = new Map<string, Promise<ResolvedLink | null>>();
  let brands = new Map<string, string>();
  let changes = 0;
  let awayUntil = 0;
  const ears = await listen(databaseUrl, {
    log,
    changed(payload) {
      changes += 1;
      if (payload === 'domains') readDomains();
      nobodys.delete(payload);
      doubt(links, (link) => link.slug === payload || `campaign:${link.campaignId}` === payload);
    },
    deaf() {
      const soon = Date.now() + UNHEARD_TTL;
      for (const known of links.values()) known.freshUntil = Math.min(known.freshUntil, soon);
    },
    missed() {
      changes += 1;
      nobodys.clear();
      doubt(links, () => true);
      readDomains();
    },
  });

  const ttl = () => (ears.connected() ? HEARD_TTL * (1 + Math.random()) : UNHEARD_TTL);

  /** All at once: hosts are few, and a click must not wait to learn whose one is. */
  async function readDomains(): Promise<void> {
    try {
      const { rows } = await pool.query(DOMAINS);
      brands = new Map(rows.map((row) => [String(row.host), String(row.brand_id)]));
    } catch (error) {
      // What is known goes on being true; the next connection reads again.
      log(`resolver: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async function ask(slug: string): Promise<ResolvedLink | null> {
    const before = changes;
    try {
      const { rows } = await pool.query({ ...SELECT, values: [slug] });
      awayUntil = 0;
      const link = rows[0] ? toLink(rows[0], shared) : null;
      // A change that was heard while the answer was on its way may be newer than the answer: ask again next time.
      const current = before === changes;
      if (link) links.set(link.slug, { link, freshUntil: current ? Date.now() + ttl() : 0 });
      else links.delete(slug);
      if (!link && current) nobodys.set(ownText(slug), true);
      return link;
    } catch (error) {
      // PostgreSQL is away: what is known goes on being true. That a slug does not exist is not known for long.
      awayUntil = Date.now() + AWAY;
      const known = links.get(slug);
      if (known) return known.link;
      log(`resolver: ${error instanceof Error ? error.message : String(error)}`);
      throw unresolvable();
    }
  }

  return {
    resolve(slug) {
      // Not as used: who was asked for longest ago goes first, and a click writes to no memory that is far.
      const known = links.peek(slug);
      if (known) {
        const now = Date.now();
        if (known.freshUntil > now || awayUntil > now) return known.link;
      } else if (!SLUG.test(slug) || nobodys.has(slug)) return null;
      const asked = asking.get(slug);
      if (asked) return asked;
      if (asking.size >= MAX_ASKING) return known?.link ?? Promise.reject(unresolvable());
      const answer = ask(slug).finally(() => asking.delete(slug));
      asking.set(slug, answer);
      return answer;
    },
    brandOf: (host) => brands.get(host),
    listening: () => ears.connected(),
    size: () => links.size + nobodys.size,
    async close() {
      // PostgreSQL that says nothing does not answer a farewell either.
      const ended = Promise.allSettled([ears.close(), pool.end()]);
      await Promise.race([ended, sleep(PATIENCE, null, { ref: false })]);
    },
  };
}

interface Known {
  link: ResolvedLink;
  /** Milliseconds since 1970; from then on PostgreSQL is asked, and the link is what is true while it is away. */
  freshUntil: number;
}

const unresolvable = () => new KolonyError('links/unresolvable', 'unavailable');

function doubt(links: LRUCache<string, Known>, which: (link: ResolvedLink) => boolean): void {
  for (const known of links.values()) if (which(known.link)) known.freshUntil = 0;
}

interface Ears {
  log(line: string): void;
  /** A slug, or `campaign:<id>` when a campaign, one of its deals or its budget changed. */
  changed(payload: string): void;
  /** From now on nothing is heard. */
  deaf(): void;
  /** Notifications may have been lost. */
  missed(): void;
}

async function listen(
  databaseUrl: string,
  { log, changed, deaf, missed }: Ears,
): Promise<{ connected(): boolean; close(): Promise<void> }> {
  let client: Client | null = null;
  let closed = false;

  /** One attempt. However it ends, now or after hours, exactly one more follows it. */
  async function connect(): Promise<void> {
    const next = new Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: PATIENCE,
      query_timeout: PATIENCE,
      keepAlive: true,
    });
    let over = false;
    // A connection can be dead without either end being told; then nothing would ever be heard again.
    const heartbeat = setInterval(() => {
      if (client === next) next.query('SELECT 1').catch(() => next.end().catch(() => undefined));
    }, HEARTBEAT).unref();
    // A connection that cannot be made says so twice, by an error and by its end.
    const ended = () => {
      if (over) return;
      over = true;
      clearInterval(heartbeat);
      if (client === next) {
        client = null;
        deaf();
      }
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

/** One copy of a text that many links share: a hundred thousand links are of few campaigns. */
function openTexts(): (text: string) => string {
  const known = new LRUCache<string, string>({ max: 10_000 });
  return (text) => {
    const first = known.get(text);
    if (first === undefined) known.set(text, text);
    return first ?? text;
  };
}

const NO_ROUTES: LinkRoute[] = [];
const NO_SUB_IDS: string[] = [];

function toLink(row: Record<string, unknown>, shared: (text: string) => string): ResolvedLink {
  const text = (column: string) => String(row[column]);
  const common = (column: string) => shared(String(row[column]));
  const { expires_at: expiresAt, fallback_url: fallbackUrl } = row;
  const routes = LinkRoute.array().parse(row.routes);
  const subIds = Array.isArray(row.sub_ids) ? row.sub_ids.map(String) : [];
  return {
    id: text('id'),
    no: Number(row.no),
    dealNo: Number(row.deal_no),
    slug: text('slug'),
    brandId: common('brand_id'),
    campaignId: common('campaign_id'),
    dealId: common('deal_id'),
    kolId: common('kol_id'),
    destination: common('destination'),
    routes: routes.length === 0 ? NO_ROUTES : routes,
    fallbackUrl: typeof fallbackUrl === 'string' ? shared(fallbackUrl) : null,
    state: row.state === 'active' ? 'active' : 'paused',
    dealState: common('deal_state'),
    campaignState: common('campaign_state'),
    budgetSpent: row.budget_spent === true,
    expiresAt: expiresAt instanceof Date ? expiresAt : null,
    consentRequired: row.consent_required === true,
    subIds: subIds.length === 0 ? NO_SUB_IDS : subIds,
  };
}
