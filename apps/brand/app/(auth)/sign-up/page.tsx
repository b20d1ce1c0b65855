'use client';
import { SignUpScreen } from '@kolony/shell';

const client = () => import('../../../trpc-client.ts').then((module) => module.trpcClient);

export default function SignUpPage() {
  return (
    <SignUpScreen
      app="brand"
      signUp={async (input) => (await client()).auth.signUp.mutate(input)}
      // A whole page load: nothing of the visitor before stays in memory.
      onDone={() => location.assign('/')}
    />
  );
}
