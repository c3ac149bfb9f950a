export {
  redisStore,
  type IoRedisClient,
  type NodeRedisClient,
  type RedisStoreOptions,
} from './redis-store.js';
export type {SharedStore} from './store.js';
