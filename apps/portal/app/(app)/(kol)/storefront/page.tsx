import { readConfig } from '@kolony/config';
import { StorefrontScreen } from '../../../../features/storefront/storefront-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../../trpc.server.ts';

export default async function Page() {
  await prefetch(trpc.storefront.get.queryOptions(), trpc.links.list.queryOptions({}));
  return (
    <Hydrate>
      <StorefrontScreen origin={readConfig().urls.portal} />
    </Hydrate>
  );
}
