// @ts-check
import {exportJWK, generateKeyPair} from 'jose';

/*
 * Every way in which Kaltura lets people in, as options of the host backend, against a simulator.
 * With a real account the values come from the environment or a vault.
 */

/** What the host backend is to KAF as an LTI 1.3 platform. */
export const PLATFORM = {
  issuer: 'https://www.example.com',
  clientId: 'kaltura-room-demo',
  deploymentId: '1',
};

/**
 * @typedef {import('kaltura-room/simulator').Simulator} Simulator
 * @typedef {Parameters<typeof import('./backend.js').backend>[0]} Account
 * @type {Record<'ks' | 'session.start' | 'app-token' | 'lti-1.1' | 'lti-1.3', (simulator: Simulator) => Account | Promise<Account>>}
 */
export const waysIn = {
  ks: simulator => account(simulator),
  'session.start': simulator => ({
    ...account(simulator),
    credentials: {adminSecret: simulator.adminSecret, strategy: 'session.start'},
  }),
  'app-token': simulator => ({
    ...account(simulator),
    credentials: {appTokens: simulator.appTokens},
  }),
  'lti-1.1': simulator => ({...account(simulator), auth: 'lti-1.1'}),
  'lti-1.3': async simulator => {
    const {privateKey} = await generateKeyPair('RS256', {extractable: true});
    return {
      ...account(simulator),
      auth: 'lti-1.3',
      lti13: {...PLATFORM, privateKeys: [await exportJWK(privateKey)]},
    };
  },
};

const account = (/** @type {Simulator} */ {partnerId, adminSecret, url}) => ({
  partnerId,
  kafUrl: url,
  apiUrl: url,
  credentials: {adminSecret},
});
