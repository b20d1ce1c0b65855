'use client';
import { SignInScreen } from '@kolony/shell';

const client = () => import('../../../trpc-client.ts').then((module) => module.trpcClient);

export default function SignInPage() {
  return (
    <SignInScreen
      app="brand"
      signIn={async (input) => (await client()).auth.signIn.mutate(input)}
      // A whole page load: nothing of the visitor before stays in memory.
      onDone={() => location.assign('/')}
    />
  );
}
