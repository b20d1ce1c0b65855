import { readConfig } from '@kolony/config';
import { DevelopersScreen } from '../../../features/developers/developers-screen.tsx';

export default function Page() {
  const { urls } = readConfig();
  return <DevelopersScreen apiUrl={urls.api} trackerUrl={urls.tracker} />;
}
