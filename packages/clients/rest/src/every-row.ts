import type { Page } from './schema.ts';

/** Every row of a list, page after page: `for await (const link of everyRow(kolony.links.list, { deal_id }))`. */
export async function* everyRow<Query extends object, Row>(
  list: (query: Query & { cursor?: string }) => Promise<Page<Row>>,
  query: Query,
): AsyncGenerator<Row> {
  let cursor: string | null = null;
  do {
    const page: Page<Row> = await list(cursor === null ? query : { ...query, cursor });
    yield* page.data;
    cursor = page.next_cursor;
  } while (cursor !== null);
}
