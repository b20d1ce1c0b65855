import { BatchScreen } from '../../../../features/payouts/batch-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../../trpc.server.ts';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  await prefetch(trpc.payouts.batch.queryOptions({ id }));
  return (
    <Hydrate>
      <BatchScreen id={id} />
    </Hydrate>
  );
}
