import type { PortalRouter } from '@kolony/rpc/portal';
import { createAppTrpcClient } from '@kolony/shell';

/** For pages outside of TrpcProvider; imported when a call is made, so that they stay light. */
export const trpcClient = createAppTrpcClient<PortalRouter>();
