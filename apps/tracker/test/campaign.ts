import { Client } from 'pg';

/** A live campaign with a fallback, an active deal paid by sales, and its links `abc` and (consent required) `ask`. */
export async function insertCampaign(databaseUrl: string): Promise<Client> {
  const sql = new Client({ connectionString: databaseUrl });
  // PostgreSQL may be killed under a test; what the test asked for then fails, not the process.
  sql.on('error', () => undefined);
  await sql.connect();
  await sql.query(`
    INSERT INTO users (id, email, name, password_hash, created_at) VALUES ('u', 'u@k.example', 'u', 'x', now());
    INSERT INTO brands (id, name, time_zone, created_at) VALUES ('b', 'B', 'UTC', now());
    INSERT INTO kols (id, user_id, handle, display_name, time_zone, created_at) VALUES ('k', 'u', 'k', 'K', 'UTC', now());
    INSERT INTO campaigns (id, brand_id, name, state, currency, brief, disclosure, landing_url, fallback_url, model, window_days, code_rule, offer, created_at)
      VALUES ('c', 'b', 'C', 'live', 'CNY', '', '', 'https://shop.example/', 'https://shop.example/home', 'last_click', 30, 'code_wins', '{}', now());
    INSERT INTO deals (id, brand_id, campaign_id, kol_id, state, offer, invited_at)
      VALUES ('d', 'b', 'c', 'k', 'active', '{"earnings": [{"kind": "cps", "rateBp": 1500}], "holdDays": 7}', now());
    INSERT INTO links (id, brand_id, campaign_id, deal_id, kol_id, slug, label, destination, state, consent_required, created_at) VALUES
      ('l1', 'b', 'c', 'd', 'k', 'abc', '', 'https://shop.example/p?a=1', 'active', false, now()),
      ('l2', 'b', 'c', 'd', 'k', 'ask', '', 'https://shop.example/p', 'active', true, now());`);
  return sql;
}
