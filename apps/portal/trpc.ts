'use client';
import type { PortalRouter } from '@kolony/rpc/portal';
import { createAppTrpc } from '@kolony/shell';

export const { TrpcProvider, useTrpc } = createAppTrpc<PortalRouter>();
