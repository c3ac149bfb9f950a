import {describe} from 'node:test';
import {itLaunchesAndCreatesRooms, useServerSnippets} from './server-snippets.js';

describe('snippets of docs/server/credentials.md', () => {
  useServerSnippets();

  for (const file of ['admin-secret.js', 'session-start.js', 'app-tokens.js'])
    itLaunchesAndCreatesRooms(file);
});
