'use client';
import { Button } from '@kolony/ui';
import { MessageSquare } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { CommentFormProps } from './forms/comment-form.tsx';

const CommentForm = dynamic(() => import('./forms/comment-form.tsx'));

/** Opens the field for a comment on what was handed in. */
export function CommentButton(props: Omit<CommentFormProps, 'onClose'>) {
  const t = useTranslations('domain.room.submission');
  const [open, setOpen] = useState(false);
  if (open) return <CommentForm {...props} onClose={() => setOpen(false)} />;
  return (
    <Button
      size="sm"
      variant="ghost"
      icon={<MessageSquare aria-hidden className="size-4" />}
      onClick={() => setOpen(true)}
    >
      {t('comment')}
    </Button>
  );
}
