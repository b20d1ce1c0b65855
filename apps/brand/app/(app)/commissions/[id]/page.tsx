import { CommissionScreen } from '../../../../features/commissions/commission-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../../trpc.server.ts';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  await prefetch(trpc.commissions.explain.queryOptions({ id }));
  return (
    <Hydrate>
      <CommissionScreen id={id} />
    </Hydrate>
  );
}
