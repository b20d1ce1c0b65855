import { readConfig } from '@kolony/config';
import { DevelopersScreen } from '../../../features/developers/developers-screen.tsx';

export default function Page() {
  return <DevelopersScreen apiUrl={readConfig().urls.api} />;
}
