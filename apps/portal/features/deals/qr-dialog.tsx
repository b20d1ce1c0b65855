'use client';
import type { Link } from '@kolony/links/schema';
import { type QrLogo, QrDialog as QrView } from '@kolony/shell/links/forms';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

export default function QrDialog({ link, onClose }: { link: Link; onClose: () => void }) {
  const [logo, setLogo] = useState<QrLogo>('kol');
  const code = useQuery({
    ...useTrpc().links.qr.queryOptions({ id: link.id, logo }),
    placeholderData: keepPreviousData,
  });
  return <QrView link={link} code={code} logo={logo} onLogo={setLogo} onClose={onClose} />;
}
