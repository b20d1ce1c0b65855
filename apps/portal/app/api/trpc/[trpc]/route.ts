export { handlePortal as GET, handlePortal as POST } from '@kolony/rpc/server';
