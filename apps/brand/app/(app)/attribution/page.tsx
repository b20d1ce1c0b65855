import { AttributionScreen } from '../../../features/attribution/attribution-screen.tsx';

export default function Page() {
  return <AttributionScreen />;
}
