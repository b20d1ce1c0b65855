'use client';
import type { Link } from '@kolony/links/schema';
import { QrDialog, type QrLogo } from '@kolony/shell/links/forms';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

export default function LinkQrDialog({ link, onClose }: { link: Link; onClose: () => void }) {
  const [logo, setLogo] = useState<QrLogo>('brand');
  const code = useQuery({
    ...useTrpc().links.qr.queryOptions({ id: link.id, logo }),
    placeholderData: keepPreviousData,
  });
  return <QrDialog link={link} code={code} logo={logo} onLogo={setLogo} onClose={onClose} />;
}
