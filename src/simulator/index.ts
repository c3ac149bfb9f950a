export {startSimulator, type Simulator} from './start-simulator.js';
export {
  DEVELOPMENT_ADMIN_SECRET,
  DEVELOPMENT_PARTNER_ID,
  type SimulatorOptions,
} from './simulator-options.js';
export {APP_TOKEN_STATUS, type AppToken, type AppTokenCredentials} from './api/app-tokens.js';
export {ENDPOINTS, type Counts, type Endpoint} from './counts.js';
export {type Fault, type Faults} from './faults.js';
export {type InstanceOptions} from './instance-options.js';
export {BUILT_IN_ROOMS, TEMPLATES, type Room, type Template} from './rooms.js';
export {type Platform} from './platforms.js';
