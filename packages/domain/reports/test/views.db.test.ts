import { castBrand } from '@kolony/scenarios/worlds';
import { expect, test } from 'vitest';
import { deleteView, listViews, renameView, saveView, setDefaultView } from '../src/index.ts';
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
  expect(await listViews(w.deps, w.brand.scope)).toEqual([{ ...view, id, own: true, default: false }]);
  await saveView(w.deps, w.brand.scope, { ...view, search: 'days=365', shared: true });
  expect(await listViews(w.deps, w.brand.scope)).toEqual([
    { ...view, id, search: 'days=365', shared: true, own: true, default: false },
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

test('a view is renamed by its maker, to a name that no other of the report’s has', async () => {
  await using w = await reportWorld();
  const { scope } = w.brand;
  const { id } = await saveView(w.deps, scope, { ...view, shared: true });
  await saveView(w.deps, scope, { ...view, name: 'Taken' });
  await saveView(w.deps, scope, { ...view, report: 'spend', name: 'Of spend' });
  await renameView(w.deps, scope, { id, name: 'Of spend' });
  expect(await listViews(w.deps, scope)).toContainEqual({
    ...view,
    id,
    name: 'Of spend',
    shared: true,
    own: true,
    default: false,
  });
  await expect(renameView(w.deps, scope, { id, name: 'Taken' })).rejects.toThrow('reports/view_name_taken');
  const colleague = { ...scope, actor: 'user:usr_colleague' } as typeof scope;
  await expect(renameView(w.deps, colleague, { id, name: 'Mine' })).rejects.toThrow('reports/view_not_found');
});

test('a report opens with one view for each person, as long as that person may open it', async () => {
  await using w = await reportWorld();
  const { scope } = w.brand;
  const other = await castBrand(w.deps, { email: 'eve@other.example', workspace: 'Other' });
  const colleague = { ...scope, actor: 'user:usr_colleague' } as typeof scope;
  const shared = await saveView(w.deps, scope, { ...view, shared: true });
  const mine = await saveView(w.deps, scope, { ...view, name: 'Mine' });
  const defaults = async (whose: typeof scope) =>
    (await listViews(w.deps, whose)).filter((one) => one.default).map(({ name }) => name);
  await setDefaultView(w.deps, scope, { report: 'kols', id: mine.id });
  await setDefaultView(w.deps, colleague, { report: 'kols', id: shared.id });
  expect([await defaults(scope), await defaults(colleague)]).toEqual([['Mine'], ['Last quarter']]);
  // One per report: the newer takes the older's place.
  await setDefaultView(w.deps, scope, { report: 'kols', id: shared.id });
  expect(await defaults(scope)).toEqual(['Last quarter']);
  // No other report's, nothing that is not shared, nothing of another workspace.
  for (const [whose, report, id] of [
    [scope, 'spend', mine.id],
    [colleague, 'kols', mine.id],
    [other.scope, 'kols', shared.id],
  ] as const)
    await expect(setDefaultView(w.deps, whose, { report, id })).rejects.toThrow('reports/view_not_found');
  await setDefaultView(w.deps, scope, { report: 'kols', id: null });
  expect([await defaults(scope), await defaults(colleague)]).toEqual([[], ['Last quarter']]);
  // It goes with the view.
  await deleteView(w.deps, scope, { id: shared.id });
  expect(await defaults(colleague)).toEqual([]);
});

test.each(['javascript:alert(1)', 'a=1 b=2', 'days=30#x', '//evil.example', 'x'.repeat(2_001)])(
  '%j is no question of an address',
  (search) => {
    expect(NewView.safeParse({ ...view, search }).success).toBe(false);
  },
);
