export { handleBrand as GET, handleBrand as POST } from '@kolony/rpc/server';
