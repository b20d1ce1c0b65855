import type { BrandRouter } from '@kolony/rpc/brand';
import { createAppTrpcClient } from '@kolony/shell';

/** For pages outside of TrpcProvider; imported when a call is made, so that they stay light. */
export const trpcClient = createAppTrpcClient<BrandRouter>();
