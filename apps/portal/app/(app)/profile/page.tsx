import { ProfileScreen } from '../../../features/profile/profile-screen.tsx';

export default function Page() {
  return <ProfileScreen />;
}
