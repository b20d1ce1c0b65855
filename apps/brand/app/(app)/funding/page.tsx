import { FundingScreen } from '../../../features/funding/funding-screen.tsx';

export default FundingScreen;
