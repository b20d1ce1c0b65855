'use client';
import { SignUpScreen } from '@kolony/shell';
import { useMutation } from '@tanstack/react-query';
import { useTrpc } from '../../../trpc.ts';

export default function SignUpPage() {
  const signUp = useMutation(useTrpc().auth.signUp.mutationOptions());
  // A whole page load: nothing of the visitor before stays in memory.
  return <SignUpScreen app="brand" signUp={signUp.mutateAsync} onDone={() => location.assign('/')} />;
}
