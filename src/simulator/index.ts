export {
  DEVELOPMENT_ADMIN_SECRET,
  DEVELOPMENT_PARTNER_ID,
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from './start-simulator.js';
export {APP_TOKEN_STATUS, type AppToken, type AppTokenCredentials} from './api/app-tokens.js';
export {ENDPOINTS, type Counts, type Endpoint} from './counts.js';
export {type Fault, type Faults} from './faults.js';
export {BUILT_IN_ROOMS, TEMPLATES, type Room, type Template} from './rooms.js';
