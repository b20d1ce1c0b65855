export { type Insert, openWarehouse, type Query, type Row, type Warehouse } from './warehouse.ts';
export { whileWanted } from './while-wanted.ts';
