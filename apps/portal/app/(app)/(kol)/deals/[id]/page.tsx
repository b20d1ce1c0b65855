import { DealScreen } from '../../../../../features/deals/deal-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../../../trpc.server.ts';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  await prefetch(
    trpc.offers.get.queryOptions({ id }),
    trpc.links.list.queryOptions({ dealId: id }),
    trpc.guarantees.get.queryOptions({ dealId: id }),
  );
  return (
    <Hydrate>
      <DealScreen id={id} />
    </Hydrate>
  );
}
