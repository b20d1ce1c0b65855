import { expect, test } from 'vitest';
import { deliverablesOf } from './deliverable-fields.tsx';

const before = { title: 'Video', format: 'video' as const, dueAt: new Date('2026-12-01T04:00:00Z') };

test('a due day becomes its last second; one that was left alone keeps its instant; none stays none', () => {
  const raw = {
    deliverables: [
      { title: 'Video', format: 'video', dueAt: '2026-12-01' },
      { title: 'Post', format: 'post', dueAt: '2026-12-02' },
      { title: 'Story', format: 'story', dueAt: undefined },
    ],
  };
  const due = deliverablesOf(raw, { defaults: [before], timeZone: 'Asia/Shanghai' });
  expect(due).toMatchObject([
    { dueAt: before.dueAt },
    { dueAt: new Date('2026-12-02T15:59:59Z') },
    { dueAt: null },
  ]);
});

test('a form without deliverables asks for none', () => {
  expect(deliverablesOf({}, { defaults: [before], timeZone: 'UTC' })).toEqual([]);
});
