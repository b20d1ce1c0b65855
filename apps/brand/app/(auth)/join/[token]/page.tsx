import { JoinScreen } from '../../../../features/team/join-screen.tsx';
import { getQueryClient, trpc } from '../../../../trpc.server.ts';

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invited = await getQueryClient()
    .fetchQuery(trpc.auth.invitation.queryOptions({ token }))
    .catch(() => null);
  return <JoinScreen token={token} invited={invited} />;
}
