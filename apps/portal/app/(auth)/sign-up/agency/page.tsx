'use client';
import { SignUpScreen } from '@kolony/shell';

const client = () => import('../../../../trpc-client.ts').then((module) => module.trpcClient);

export default function SignUpAgencyPage() {
  return (
    <SignUpScreen
      app="agency"
      signUp={async (input) => (await client()).auth.signUpAgency.mutate(input)}
      // A whole page load: nothing of the visitor before stays in memory.
      onDone={() => location.assign('/')}
    />
  );
}
