export {
  redisStore,
  type IoRedisClient,
  type NodeRedisClient,
  type RedisStoreOptions,
} from './store/redis-store.js';
export type {SharedStore} from './store/shared-store.js';
