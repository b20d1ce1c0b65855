import { castBrand } from '@kolony/scenarios/worlds';
import { expect, test } from 'vitest';
import { deleteView, listViews, saveView } from '../src/index.ts';
import { NewView } from '../src/schema.ts';
import { reportWorld } from './world.ts';

const view = {
  report: 'kols',
  name: 'Last quarter',
  search: 'days=90&compare=previous',
  shared: false,
} as const;

test('a question is kept under a name as it stands in the address, and replaced under the same name', async () => {
  await using w = await reportWorld();
  const { id } = await saveView(w.deps, w.brand.scope, view);
  expect(await listViews(w.deps, w.brand.scope)).toEqual([{ ...view, id, own: true }]);
  await saveView(w.deps, w.brand.scope, { ...view, search: 'days=365', shared: true });
  expect(await listViews(w.deps, w.brand.scope)).toEqual([
    { ...view, id, search: 'days=365', shared: true, own: true },
  ]);
});

test('others see what is shared, and delete nothing; another workspace sees nothing', async () => {
  await using w = await reportWorld();
  const other = await castBrand(w.deps, { email: 'eve@other.example', workspace: 'Other' });
  const { id } = await saveView(w.deps, w.brand.scope, { ...view, shared: true });
  await saveView(w.deps, w.brand.scope, { ...view, name: 'Mine' });
  // A colleague: the same workspace, another person.
  const colleague = { ...w.brand.scope, actor: 'user:usr_colleague' } as typeof w.brand.scope;
  expect(await listViews(w.deps, colleague)).toMatchObject([{ id, own: false }]);
  expect(await listViews(w.deps, other.scope)).toEqual([]);
  for (const scope of [colleague, other.scope])
    await expect(deleteView(w.deps, scope, { id })).rejects.toThrow('reports/view_not_found');
  await deleteView(w.deps, w.brand.scope, { id });
  expect(await listViews(w.deps, w.brand.scope)).toMatchObject([{ name: 'Mine' }]);
});

test.each(['javascript:alert(1)', 'a=1 b=2', 'days=30#x', '//evil.example', 'x'.repeat(2_001)])(
  '%j is no question of an address',
  (search) => {
    expect(NewView.safeParse({ ...view, search }).success).toBe(false);
  },
);
