import { expect, test } from 'vitest';
import { fill, statementsOf } from './migration.ts';

const sql = `-- Comment; with a semicolon;
CREATE TABLE a {{on_cluster}} (x String) -- why;
ENGINE = {{engine:ReplacingMergeTree(version)}} ORDER BY x;

CREATE VIEW b AS SELECT ';' AS x FROM a ; -- the end
`;

test('statements for one server', () => {
  const [table, view, ...rest] = statementsOf(sql, undefined);
  expect(table).toMatch(
    /^CREATE TABLE a {2}\(x String\) \nENGINE = ReplacingMergeTree\(version\) ORDER BY x$/,
  );
  expect(view).toBe("CREATE VIEW b AS SELECT ';' AS x FROM a");
  expect(rest).toEqual([]);
});

test('statements for a cluster', () => {
  expect(fill('{{on_cluster}}|{{engine:MergeTree}}', "o'hara")).toBe(
    " ON CLUSTER 'o\\'hara'|ReplicatedMergeTree",
  );
});

test('an unknown placeholder is refused', () => {
  expect(() => fill('{{engin:MergeTree}}', undefined)).toThrow('warehouse/migration_placeholder');
});
