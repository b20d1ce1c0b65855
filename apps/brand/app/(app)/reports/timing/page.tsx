import { TimingScreen } from '../../../../features/reports/timing-screen.tsx';

export default function Page() {
  return <TimingScreen />;
}
