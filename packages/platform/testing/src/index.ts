export { type Database, makeDatabase, makeWarehouse } from './databases.ts';
export { freePort } from './free-port.ts';
export { type OwnStores, startOwnStores } from './own-stores.ts';
export { type ServerProcess, startProcess } from './processes.ts';
export { type StoreUrls, startStores } from './stores.ts';
