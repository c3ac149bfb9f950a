import assert from 'node:assert/strict';
import {
  ROOMS_ROUTE,
  ROUTES,
  TOKEN_ROUTE,
  assertError,
  fetchHeaders,
  post,
  type WordPressTest,
} from '../wordpress-test.js';

const TOKEN_REQUEST = {roomId: '1_townhall'};

export const rejectedRequestTests: readonly WordPressTest[] = [
  {
    name: 'the routes reject a missing nonce, a wrong one, and the nonce of another user',
    async run({site, openPage}) {
      const page = await openPage('editor');
      const otherPage = await openPage('subscriber');
      const headers = await fetchHeaders(page, site.pages['shortcode']!);
      const otherHeaders = await fetchHeaders(otherPage, site.pages['shortcode']!);
      const {'X-WP-Nonce': nonce = '', ...headersWithoutNonce} = headers;
      const invalidHeaders = [{}, {'X-WP-Nonce': ''}, {'X-WP-Nonce': 'a1b2c3d4e5'}, otherHeaders];
      for (const {route, outcome} of [
        {route: TOKEN_ROUTE, outcome: undefined},
        {route: '/?rest_route=/kaltura-room/v1/TOKEN', outcome: undefined},
        {route: ROOMS_ROUTE, outcome: 'not-created'},
      ] as const) {
        const responses = await Promise.all(
          invalidHeaders.map(invalid =>
            post(page, route, TOKEN_REQUEST, {...headersWithoutNonce, ...invalid}),
          ),
        );
        for (const response of responses) assertError(response, 401, 'sign-in-required', outcome);
      }
      const visitorPage = await openPage('visitor');
      const stolen = await post(visitorPage, TOKEN_ROUTE, TOKEN_REQUEST, headers);
      assertError(stolen, 401, 'sign-in-required');
      const valid = {...headersWithoutNonce, 'X-WP-Nonce': nonce};
      assert.equal((await post(page, TOKEN_ROUTE, TOKEN_REQUEST, valid)).status, 200);
      await Promise.all([page.close(), otherPage.close(), visitorPage.close()]);
    },
  },
  {
    name: 'the routes reject an application password, which has no nonce',
    async run({site, openPage}) {
      const page = await openPage('visitor');
      const password = await site.runScript('create_application_password', 'editor');
      const authorization = `Basic ${btoa(`editor:${password}`)}`;
      const me = await page.request.get('/wp-json/wp/v2/users/me', {headers: {authorization}});
      assert.equal(me.status(), 200);
      const response = await post(page, TOKEN_ROUTE, TOKEN_REQUEST, {authorization});
      assertError(response, 401, 'sign-in-required');
      await page.close();
    },
  },
  {
    name: 'the routes reject pages of other sites, which cannot read the response',
    async run({site, openPage}) {
      const page = await openPage('editor');
      const headers = await fetchHeaders(page, site.pages['shortcode']!);
      for (const foreignHeaders of [
        {'sec-fetch-site': 'cross-site'},
        {'sec-fetch-site': 'same-site'},
        {origin: 'https://evil.example'},
      ] as Record<string, string>[]) {
        const response = await post(page, TOKEN_ROUTE, TOKEN_REQUEST, {
          ...headers,
          ...foreignHeaders,
        });
        assertError(response, 403, 'origin-not-allowed');
        assert.equal(response.headers['access-control-allow-origin'], undefined);
        assert.equal(response.headers['access-control-allow-credentials'], undefined);
      }
      await page.close();
    },
  },
  {
    name: 'only users who may create rooms open a room that no page showed',
    async run({site, openPage}) {
      for (const {user, mayOpen} of [
        {user: 'subscriber', mayOpen: false},
        {user: 'author', mayOpen: true},
      ] as const) {
        const page = await openPage(user);
        const headers = await fetchHeaders(page, site.pages['shortcode']!);
        const response = await post(page, TOKEN_ROUTE, {roomId: '1_standup0'}, headers);
        if (mayOpen) assert.equal(response.status, 200);
        else assertError(response, 403, 'access-denied');
        assert.equal((await post(page, TOKEN_ROUTE, TOKEN_REQUEST, headers)).status, 200);
        await page.close();
      }
    },
  },
  {
    name: 'the routes reject requests that violate the contract, in its envelope',
    async run({site, openPage}) {
      const page = await openPage('editor');
      const headers = await fetchHeaders(page, site.pages['shortcode']!);
      for (const {body, status, extraHeaders = {}} of [
        {body: '{', status: 400},
        {body: '[]', status: 400},
        {body: {roomId: '1_townhall,roomModerator:1'}, status: 400},
        {body: {...TOKEN_REQUEST, more: 1}, status: 400},
        {body: {...TOKEN_REQUEST, lang: 7}, status: 400},
        {body: TOKEN_REQUEST, status: 415, extraHeaders: {'content-type': 'text/plain'}},
        {body: {...TOKEN_REQUEST, more: 'x'.repeat(70_000)}, status: 413},
      ]) {
        const response = await post(page, TOKEN_ROUTE, body, {...headers, ...extraHeaders});
        assertError(response, status, 'invalidRequest');
      }
      const unknownRoute = await post(page, `${ROUTES}/none`, TOKEN_REQUEST, headers);
      assertError(unknownRoute, 404, 'endpoint-not-found');
      await page.close();
    },
  },
];
