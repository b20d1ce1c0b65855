import { readConfig } from '@kolony/config';
import { TestConsoleScreen } from '../../../../features/test-console/test-console-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../../trpc.server.ts';

export default async function Page() {
  await prefetch(trpc.integration.links.queryOptions({ limit: 200 }));
  return (
    <Hydrate>
      <TestConsoleScreen apiUrl={readConfig().urls.api} />
    </Hydrate>
  );
}
