'use client';
import { SignInScreen } from '@kolony/shell';
import { useMutation } from '@tanstack/react-query';
import { useTrpc } from '../../../trpc.ts';

export default function SignInPage() {
  const signIn = useMutation(useTrpc().auth.signIn.mutationOptions());
  // A whole page load: nothing of the visitor before stays in memory.
  return <SignInScreen app="portal" signIn={signIn.mutateAsync} onDone={() => location.assign('/')} />;
}
