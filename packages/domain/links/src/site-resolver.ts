import { KolonyError } from '@kolony/kernel';
import { LRUCache } from 'lru-cache';
import { Pool } from 'pg';

/** Whose link a click token names. */
export interface LinkOwner {
  brandId: string;
  campaignId: string;
  dealId: string;
  kolId: string;
  linkId: string;
}

/** The beacon's door. Both throw `links/unresolvable` (unavailable): not known, and PostgreSQL is away. */
export interface SiteResolver {
  /** The link with this number, or null when there is none. */
  ownerOf(linkNo: number): Promise<LinkOwner | null>;
  /** Whether the brand lists the origin as one of its shops; what it changes is seen within a second. */
  allows(brandId: string, origin: string): Promise<boolean>;
  close(): Promise<void>;
}

/** A link's owner never changes; that there is none may. */
const UNKNOWN_TTL = 2_000;
const ORIGINS_TTL = 1_000;

const OWNER = {
  name: 'link-owner',
  text: 'SELECT brand_id, campaign_id, deal_id, kol_id, id FROM links WHERE no = $1',
};
const ORIGINS = { name: 'site-origins', text: 'SELECT site_origins FROM brands WHERE id = $1' };

/** From memory; what is known goes on being true while PostgreSQL is away. */
export function openSiteResolver({
  databaseUrl,
  log = () => undefined,
}: {
  databaseUrl: string;
  log?: (line: string) => void;
}): SiteResolver {
  const pool = new Pool({ connectionString: databaseUrl, max: 2, connectionTimeoutMillis: 2_000 });
  pool.on('error', (error) => log(`site resolver: ${error.message}`));

  async function ask(
    query: { name: string; text: string },
    value: unknown,
  ): Promise<Record<string, unknown>[]> {
    try {
      return (await pool.query({ ...query, values: [value] })).rows;
    } catch (error) {
      log(`site resolver: ${error instanceof Error ? error.message : String(error)}`);
      throw new KolonyError('links/unresolvable', 'unavailable');
    }
  }

  const owners = new LRUCache<number, { owner: LinkOwner | null }>({
    max: 100_000,
    async fetchMethod(linkNo, _stale, { options }) {
      const [row] = await ask(OWNER, linkNo);
      if (!row) options.ttl = UNKNOWN_TTL;
      return { owner: row ? toOwner(row) : null };
    },
  });
  const origins = new LRUCache<string, ReadonlySet<unknown>>({
    max: 10_000,
    ttl: ORIGINS_TTL,
    allowStaleOnFetchRejection: true,
    noDeleteOnFetchRejection: true,
    async fetchMethod(brandId) {
      const [row] = await ask(ORIGINS, brandId);
      return new Set(Array.isArray(row?.site_origins) ? row.site_origins : []);
    },
  });

  return {
    ownerOf: async (linkNo) => (await owners.fetch(linkNo))?.owner ?? null,
    async allows(brandId, origin) {
      // Nothing comes when asking failed and nothing older was there.
      const listed = await origins.fetch(brandId);
      if (!listed) throw new KolonyError('links/unresolvable', 'unavailable');
      return listed.has(origin);
    },
    close: () => pool.end(),
  };
}

function toOwner(row: Record<string, unknown>): LinkOwner {
  const text = (column: string) => String(row[column]);
  return {
    brandId: text('brand_id'),
    campaignId: text('campaign_id'),
    dealId: text('deal_id'),
    kolId: text('kol_id'),
    linkId: text('id'),
  };
}
