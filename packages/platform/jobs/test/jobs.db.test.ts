import { makeDatabase } from '@kolony/testing';
import { expect, test } from 'vitest';
import { openJobs } from '../src/index.ts';

const NEVER = '0 0 1 1 *';

test('a scheduled job runs once, however many processes schedule it', async () => {
  await using database = await makeDatabase();
  const [a, b] = await Promise.all([openJobs(database.url), openJobs(database.url)]);
  const ran: string[] = [];
  const once = Promise.withResolvers<void>();
  const handler = (name: string) => async () => {
    ran.push(name);
    once.resolve();
  };
  await a.schedule({ name: 'tidy', cron: NEVER }, handler('a'));
  await b.schedule({ name: 'tidy', cron: NEVER }, handler('b'));
  await a.runNow('tidy');
  await once.promise;
  // Both poll every two seconds: a second run would have come by now.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(ran).toHaveLength(1);
  await Promise.all([a.stop(), b.stop()]);
});

test('stop waits for the job that runs', async () => {
  await using database = await makeDatabase();
  const jobs = await openJobs(database.url);
  const started = Promise.withResolvers<void>();
  let finished = false;
  await jobs.schedule({ name: 'slow', cron: NEVER }, async () => {
    started.resolve();
    await new Promise((resolve) => setTimeout(resolve, 500));
    finished = true;
  });
  await jobs.runNow('slow');
  await started.promise;
  await jobs.stop();
  expect(finished).toBe(true);
});

test('a database that is away is an unavailable store', async () => {
  await expect(openJobs('postgresql://kolony:x@127.0.0.1:1/kolony')).rejects.toMatchObject({
    code: 'jobs/unavailable',
  });
});
