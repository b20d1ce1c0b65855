export class Refusal extends Error {
  constructor(problem: string, remedy: string);
}

export interface WantedPort {
  name: string;
  variable: string;
  port: number;
}

export const PORTS: readonly { name: string; variable: string; fallback: number }[];

export function checkNode(version: string): Refusal | undefined;
export function checkPlatform(machine: {
  platform: string;
  arch: string;
  glibc: string | undefined;
}): Refusal | undefined;
export function checkDisk(disk: { free: number; needed: number; where: string }): Refusal | undefined;
export function checkWritable(folder: string, how: string): Refusal | undefined;
export function checkPorts(wanted: readonly WantedPort[], host: string): Promise<Refusal[]>;
export function wantedPorts(env: Record<string, string | undefined>): WantedPort[];
