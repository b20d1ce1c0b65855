import { PayoutsScreen } from '../../../features/payouts/payouts-screen.tsx';

export default function Page() {
  return <PayoutsScreen />;
}
