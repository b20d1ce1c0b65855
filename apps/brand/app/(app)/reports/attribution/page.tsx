import { AttributionScreen } from '../../../../features/reports/attribution-screen.tsx';

export default function Page() {
  return <AttributionScreen />;
}
