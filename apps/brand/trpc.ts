'use client';
import type { BrandRouter } from '@kolony/rpc/brand';
import { createAppTrpc } from '@kolony/shell';

export const { TrpcProvider, useTrpc } = createAppTrpc<BrandRouter>();
