import { CommissionScreen } from '../../../../features/earnings/commission-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../../trpc.server.ts';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  await prefetch(trpc.earnings.explain.queryOptions({ id }));
  return (
    <Hydrate>
      <CommissionScreen id={id} />
    </Hydrate>
  );
}
