export function say(line: string): void;
export function seconds(since: number): string;
export function step<T>(label: string, work: () => Promise<T>): Promise<T>;
