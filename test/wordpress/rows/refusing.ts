import assert from 'node:assert/strict';
import {assertRefused, headersOn, post, ROUTES, type Row} from '../row.js';

const TOKEN = `${ROUTES}/token`;
const body = {roomId: '1_townhall'};

/** Whom the routes refuse, each time in the contract's envelope. */
export const refusing: readonly Row[] = [
  [
    'a request without the nonce, with a wrong one or with that of somebody else is refused',
    async world => {
      const [page, other] = [await world.as('eddi'), await world.as('sam')];
      const own = await headersOn(page, world.site.pages['shortcode']!);
      const theirs = await headersOn(other, world.site.pages['shortcode']!);
      const {'X-WP-Nonce': nonce = '', ...rest} = own;
      const wrong = [{}, {'X-WP-Nonce': ''}, {'X-WP-Nonce': 'a1b2c3d4e5'}, theirs];
      for (const route of [TOKEN, '/?rest_route=/kaltura-room/v1/TOKEN', `${ROUTES}/rooms`]) {
        const sent = wrong.map(headers => post(page, route, body, {...rest, ...headers}));
        const outcome = route.endsWith('/rooms') ? 'not-created' : undefined;
        for (const answer of await Promise.all(sent))
          assertRefused(answer, 401, 'sign-in-required', outcome);
      }
      const visitor = await world.as('visitor');
      assertRefused(await post(visitor, TOKEN, body, own), 401, 'sign-in-required');
      assert.equal((await post(page, TOKEN, body, {...rest, 'X-WP-Nonce': nonce})).status, 200);
      await Promise.all([page, other, visitor].map(each => each.close()));
    },
  ],
  [
    'the password of an application, which comes without a nonce, is refused',
    async world => {
      const visitor = await world.as('visitor');
      const password = await world.site.ask('application_password', 'eddi');
      const authorization = `Basic ${btoa(`eddi:${password}`)}`;
      const me = await visitor.request.get('/wp-json/wp/v2/users/me', {headers: {authorization}});
      assert.equal(me.status(), 200);
      const answer = await post(visitor, TOKEN, body, {authorization});
      assertRefused(answer, 401, 'sign-in-required');
      await visitor.close();
    },
  ],
  [
    'a page of another site is refused, and may not read the answer',
    async world => {
      const page = await world.as('eddi');
      const headers = await headersOn(page, world.site.pages['shortcode']!);
      for (const foreign of [
        {'sec-fetch-site': 'cross-site'},
        {'sec-fetch-site': 'same-site'},
        {origin: 'https://evil.example'},
      ] as Record<string, string>[]) {
        const answer = await post(page, TOKEN, body, {...headers, ...foreign});
        assertRefused(answer, 403, 'origin-not-allowed');
        assert.equal(answer.headers['access-control-allow-origin'], undefined);
        assert.equal(answer.headers['access-control-allow-credentials'], undefined);
      }
      await page.close();
    },
  ],
  [
    'a room that no page showed is refused, unless one may create rooms',
    async world => {
      for (const [person, status] of [
        ['sam', 403],
        ['alex', 200],
      ] as const) {
        const page = await world.as(person);
        const headers = await headersOn(page, world.site.pages['shortcode']!);
        const answer = await post(page, TOKEN, {roomId: '1_standup0'}, headers);
        if (status === 403) assertRefused(answer, 403, 'access-denied');
        assert.equal(answer.status, status);
        assert.equal((await post(page, TOKEN, body, headers)).status, 200);
        await page.close();
      }
    },
  ],
  [
    'a room that one has put into a draft of one’s own was shown by no page',
    async world => {
      const page = await world.as('cora');
      const own = await headersOn(page, world.site.pages['shortcode']!);
      const draft = await page.request.post('/wp-json/wp/v2/posts', {
        headers: {'X-WP-Nonce': own['X-WP-Nonce']!},
        data: {title: 'Mine', status: 'draft', content: '[kaltura_room id="1_standup0"]'},
      });
      assert.equal(draft.status(), 201);
      const {id, content} = (await draft.json()) as {id: number; content: {rendered: string}};
      assert.match(content.rendered, /room-id="1_standup0"/);
      assert.doesNotMatch(content.rendered, /X-Kaltura-Room/);
      for (const path of [`/?p=${id}`, `/?p=${id}&preview=true`]) {
        const headers = await headersOn(page, path);
        assert.deepEqual(Object.keys(headers), ['X-WP-Nonce']);
        assertRefused(
          await post(page, TOKEN, {roomId: '1_standup0'}, headers),
          403,
          'access-denied',
        );
      }
      const block = await page.request.get(
        '/wp-json/wp/v2/block-renderer/kaltura-room/room?context=edit&attributes[roomId]=1_standup0',
        {headers: {'X-WP-Nonce': own['X-WP-Nonce']!}},
      );
      assert.match(await block.text(), /1_standup0/);
      assert.doesNotMatch(await block.text(), /X-Kaltura-Room/);
      await page.close();
    },
  ],
  [
    'what is no request of the contract is refused in its envelope',
    async world => {
      const page = await world.as('eddi');
      const headers = await headersOn(page, world.site.pages['shortcode']!);
      const refused = async (sent: unknown, status: number, more = {}) =>
        assertRefused(
          await post(page, TOKEN, sent, {...headers, ...more}),
          status,
          'invalidRequest',
        );
      await refused('{', 400);
      await refused('[]', 400);
      await refused({roomId: '1_townhall,roomModerator:1'}, 400);
      await refused({...body, more: 1}, 400);
      await refused({...body, lang: 7}, 400);
      await refused(body, 415, {'content-type': 'text/plain'});
      await refused({...body, more: 'x'.repeat(70_000)}, 413);
      const none = await post(page, `${ROUTES}/none`, body, headers);
      assertRefused(none, 404, 'endpoint-not-found');
      await page.close();
    },
  ],
];
