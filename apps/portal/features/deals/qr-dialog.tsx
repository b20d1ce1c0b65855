'use client';
import type { Link } from '@kolony/links/schema';
import { type QrLogo, QrDialog as QrView } from '@kolony/shell/links/forms';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

export default function QrDialog({ link, onClose }: { link: Link; onClose: () => void }) {
  const { links } = useTrpc();
  const queries = useQueryClient();
  const [logo, setLogo] = useState<QrLogo>('kol');
  const code = useQuery({
    ...links.qr.queryOptions({ id: link.id, logo }),
    placeholderData: keepPreviousData,
  });
  const redrawn = { onSuccess: () => queries.invalidateQueries({ queryKey: links.qr.pathKey() }) };
  const set = useMutation(links.setQrPicture.mutationOptions(redrawn));
  const remove = useMutation(links.removeQrPicture.mutationOptions(redrawn));
  const own = {
    side: 'kol' as const,
    set: (image: string) => set.mutate({ image }),
    remove: () => remove.mutate(),
    pending: set.isPending || remove.isPending,
    error: set.error ?? remove.error,
  };
  return <QrView link={link} code={code} logo={logo} onLogo={setLogo} own={own} onClose={onClose} />;
}
