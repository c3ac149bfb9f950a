// @ts-check
import {exportJWK, generateKeyPair} from 'jose';

/*
 * The options of the host backend for each way to authenticate at Kaltura, against a simulator. For a
 * real account, read the values from the environment or a vault.
 */

/** The LTI 1.3 platform that the host backend is to KAF. */
export const PLATFORM = {
  issuer: 'https://www.example.com',
  clientId: 'kaltura-room-demo',
  deploymentId: '1',
};

/**
 * @typedef {import('kaltura-room/simulator').Simulator} Simulator
 * @typedef {Parameters<typeof import('./backend.js').createBackend>[0]} Account
 * @type {Record<'ks' | 'session.start' | 'app-token' | 'lti-1.1' | 'lti-1.3', (simulator: Simulator) => Account | Promise<Account>>}
 */
export const authModes = {
  ks: simulator => getAccount(simulator),
  'session.start': simulator => ({
    ...getAccount(simulator),
    credentials: {adminSecret: simulator.adminSecret, strategy: 'session.start'},
  }),
  'app-token': simulator => ({
    ...getAccount(simulator),
    credentials: {appTokens: simulator.appTokens},
  }),
  'lti-1.1': simulator => ({...getAccount(simulator), auth: 'lti-1.1'}),
  'lti-1.3': async simulator => {
    const {privateKey} = await generateKeyPair('RS256', {extractable: true});
    return {
      ...getAccount(simulator),
      auth: 'lti-1.3',
      lti13: {...PLATFORM, privateKeys: [await exportJWK(privateKey)]},
    };
  },
};

const getAccount = (/** @type {Simulator} */ {partnerId, adminSecret, url}) => ({
  partnerId,
  kafUrl: url,
  apiUrl: url,
  credentials: {adminSecret},
});
