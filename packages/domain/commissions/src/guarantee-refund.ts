import { mulDiv } from '@kolony/kernel';

/** 保ROI: fee × max(0, 1 − actual ÷ target), rounded half away from zero, minor units; never more than the fee. */
export function guaranteeRefund({
  fee,
  target,
  actual,
}: {
  fee: number;
  target: number;
  actual: number;
}): number {
  if (actual >= target) return 0;
  return mulDiv(fee, target - Math.max(0, actual), target);
}
