import {startSimulator} from 'kaltura-room/simulator';

const simulator = await startSimulator({port: 4000});
simulator.registerPlatform({
  issuer: 'http://localhost:3000',
  clientId: 'kaltura-kaf',
  deploymentId: '1',
  authorizationUrl: 'http://localhost:3000/api/kaltura/lti/authorize',
  jwksUrl: 'http://localhost:3000/api/kaltura/lti/jwks',
});
