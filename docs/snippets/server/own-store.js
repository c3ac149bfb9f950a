/**
 * A store on top of a database client of yours.
 * @param {Database} database
 * @returns {import('kaltura-room/server').SharedStore}
 *
 * @typedef {object} Database every method is one atomic statement
 * @property {(key: string) => Promise<string | undefined>} select ignores expired rows
 * @property {(key: string, value: string, seconds: number) => Promise<boolean>} insert replaces an
 *   expired row; resolves with false if there is a live row
 * @property {(key: string, current: string, next: string, seconds: number) => Promise<boolean>} update
 * @property {(key: string, current: string) => Promise<boolean>} remove
 */
export function databaseStore(database) {
  return {
    get: key => database.select(key),

    async setIfAbsent(key, value, seconds) {
      for (;;) {
        if (await database.insert(key, value, seconds))
          return undefined;
        const existing = await database.select(key);
        // Without a row, it has just expired: insert again.
        if (existing !== undefined) return existing;
      }
    },

    compareAndSwap: (key, current, next, seconds) =>
      next === undefined
        ? database.remove(key, current)
        : database.update(key, current, next, seconds),
  };
}
