import {rooms} from './rooms.js';

const {isReady, checks} = await rooms.ready();
for (const {name, passed, message} of checks)
  console.log(`${passed ? 'passed' : 'FAILED'} ${name}: ${message}`);
if (!isReady) process.exitCode = 1;
