/**
 * SQL: visitors whom an order made known, with their person. A click that came with a customer's order says whose cookie
 * it carried, so devices that one customer ordered by are one person; a cookie that several ordered by is the latest's.
 * Read from the touches each time and kept nowhere: whoever is forgotten there is forgotten here.
 * @param brands whose rows: customer ids are a brand's own words.
 * @param key by what a visitor is known: among several brands' visitors, also `brand_id, visitor_key`.
 */
export function knownVisitors(brands: string, key = 'visitor_key'): string {
  const touched = `FROM order_touches WHERE ${brands} AND kind = 'click' AND customer_id != ''`;
  return `
    SELECT ${key}, argMax(customer, (order_at, customer)) AS person
    FROM (
      SELECT brand_id, click_key, sipHash64(visitor) AS visitor_key FROM clicks
      WHERE ${brands} AND visitor != '' AND click_key IN (SELECT sipHash64(click_id) ${touched})
    ) AS clicked
    INNER JOIN (
      SELECT brand_id, sipHash64(click_id) AS click_key, sipHash64(brand_id, customer_id) AS customer, order_at
      ${touched}
    ) AS touched USING (brand_id, click_key)
    GROUP BY ${key}`;
}
