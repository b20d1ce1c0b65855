'use client';
import { CardSkeleton } from '@kolony/ui';
import dynamic from 'next/dynamic';

/** Both need the rules' own code, which a page that only reads Terms does not: fetched when they are shown. */
export const TermsForm = dynamic(() => import('./terms-form.tsx').then((part) => part.TermsForm), {
  loading: () => <CardSkeleton lines={6} />,
});
export const TermsDiff = dynamic(() => import('./terms-diff.tsx').then((part) => part.TermsDiff), {
  loading: () => <CardSkeleton lines={2} />,
});
