import { requestConfig } from '@kolony/shell/server';

export default requestConfig('portal');
