'use client';
import type { Link } from '@kolony/links/schema';
import { QrDialog, type QrLogo } from '@kolony/shell/links/forms';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';

export default function LinkQrDialog({ link, onClose }: { link: Link; onClose: () => void }) {
  const may = useMay();
  const { links } = useTrpc();
  const queries = useQueryClient();
  const [logo, setLogo] = useState<QrLogo>('brand');
  const code = useQuery({
    ...links.qr.queryOptions({ id: link.id, logo }),
    placeholderData: keepPreviousData,
  });
  const redrawn = { onSuccess: () => queries.invalidateQueries({ queryKey: links.qr.pathKey() }) };
  const set = useMutation(links.setQrPicture.mutationOptions(redrawn));
  const remove = useMutation(links.removeQrPicture.mutationOptions(redrawn));
  const own = {
    side: 'brand' as const,
    set: (image: string) => set.mutate({ image }),
    remove: () => remove.mutate(),
    pending: set.isPending || remove.isPending,
    error: set.error ?? remove.error,
  };
  return (
    <QrDialog
      link={link}
      code={code}
      logo={logo}
      onLogo={setLogo}
      own={may('campaign.write') ? own : null}
      onClose={onClose}
    />
  );
}
