import { appConfig } from '@kolony/shell/next-config';

export default appConfig(import.meta.dirname);
