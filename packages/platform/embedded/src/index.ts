export type { ClickhouseOptions } from './clickhouse/options.ts';
export { type RunningClickhouse, startClickhouse } from './clickhouse/start.ts';
export { type PostgresOptions, type RunningPostgres, startPostgres } from './postgres/start.ts';
