import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {isAllowedOrigin, parsePageOrigin} from '../../../src/server/http/origin-check.js';

const LISTED = 'https://www.example.com';
const host = 'rooms.example.com';

describe('isAllowedOrigin()', () => {
  const requests: {isAllowed: boolean; name: string; headers: Record<string, string>}[] = [
    {isAllowed: true, name: 'a client that is not a page', headers: {}},
    {
      isAllowed: true,
      name: 'a page of this server',
      headers: {'sec-fetch-site': 'same-origin', origin: `https://${host}`},
    },
    {
      isAllowed: true,
      name: 'a page of this server behind a proxy',
      headers: {'sec-fetch-site': 'same-origin', origin: 'https://www.public.example'},
    },
    {
      isAllowed: true,
      name: 'a visitor who entered the address',
      headers: {'sec-fetch-site': 'none'},
    },
    {
      isAllowed: true,
      name: 'a page of this server without Sec-Fetch-Site',
      headers: {origin: `http://${host}`, host},
    },
    {
      isAllowed: true,
      name: 'a page of this server without Sec-Fetch-Site, if the Host has the default port',
      headers: {origin: `http://${host}`, host: `${host}:80`},
    },
    {
      isAllowed: true,
      name: 'a page over https without Sec-Fetch-Site, if a proxy sends the default port',
      headers: {origin: `https://${host}`, host: `${host}:443`},
    },
    {
      isAllowed: true,
      name: 'a page over https without Sec-Fetch-Site, if the proxy asks over http',
      headers: {origin: `https://${host}`, host: `${host}:80`},
    },
    {
      isAllowed: true,
      name: 'a page of this server without Sec-Fetch-Site, if the Host is in upper case',
      headers: {origin: `http://${host}`, host: host.toUpperCase()},
    },
    {
      isAllowed: true,
      name: 'a listed page',
      headers: {'sec-fetch-site': 'cross-site', origin: LISTED},
    },
    {
      isAllowed: true,
      name: 'a listed page without Sec-Fetch-Site',
      headers: {origin: LISTED, host},
    },
    {
      isAllowed: false,
      name: 'a page of another site',
      headers: {'sec-fetch-site': 'cross-site', origin: 'https://evil.example'},
    },
    {
      isAllowed: false,
      name: 'a page of a subdomain',
      headers: {'sec-fetch-site': 'same-site', origin: 'https://blog.example.com'},
    },
    {
      isAllowed: false,
      name: 'a sandboxed page',
      headers: {'sec-fetch-site': 'cross-site', origin: 'null'},
    },
    {
      isAllowed: false,
      name: 'a page of another site without an Origin',
      headers: {'sec-fetch-site': 'cross-site'},
    },
    {
      isAllowed: false,
      name: 'a page of another site without Sec-Fetch-Site',
      headers: {origin: 'https://evil.example', host},
    },
    {
      isAllowed: false,
      name: 'a sandboxed page without Sec-Fetch-Site',
      headers: {origin: 'null', host},
    },
    {
      isAllowed: false,
      name: 'a page on another port',
      headers: {origin: `http://${host}:8080`, host},
    },
    {
      isAllowed: false,
      name: 'a page on the default port, if the server has another port',
      headers: {origin: `http://${host}`, host: `${host}:8080`},
    },
    {
      isAllowed: false,
      name: 'a page of an app on the same host name',
      headers: {origin: 'capacitor://localhost', host: 'localhost'},
    },
    {
      isAllowed: false,
      name: 'a sandboxed page, if the Host is malformed',
      headers: {origin: 'null', host: 'a b'},
    },
    {
      isAllowed: false,
      name: 'a page whose origin begins with a listed origin',
      headers: {'sec-fetch-site': 'cross-site', origin: `${LISTED}.evil.example`},
    },
    {
      isAllowed: false,
      name: 'a listed page over http instead of https',
      headers: {'sec-fetch-site': 'cross-site', origin: 'http://www.example.com'},
    },
  ];
  for (const {isAllowed, name, headers} of requests)
    it(`${isAllowed ? 'accepts' : 'rejects'} a request from ${name}`, () => {
      assert.equal(isAllowedOrigin(new Headers(headers), [LISTED]), isAllowed);
    });
});

describe('parsePageOrigin()', () => {
  for (const {value, origin} of [
    {value: 'https://www.example.com', origin: 'https://www.example.com'},
    {value: 'https://WWW.example.com:443/', origin: 'https://www.example.com'},
    {value: 'http://192.168.1.20:5173', origin: 'http://192.168.1.20:5173'},
    {value: 'http://intranet', origin: 'http://intranet'},
    {value: 'capacitor://localhost', origin: 'capacitor://localhost'},
    {value: 'tauri://localhost/', origin: 'tauri://localhost'},
    {
      value: 'chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb',
      origin: 'chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb',
    },
    {value: 'null', origin: undefined},
    {value: '*', origin: undefined},
    {value: 'https://*.example.com', origin: undefined},
    {value: 'https://www.example.com/path', origin: undefined},
    {value: 'https://www.example.com?x', origin: undefined},
    {value: 'https://jane@www.example.com', origin: undefined},
    {value: 'file:///', origin: undefined},
    {value: 'data:text/html,x', origin: undefined},
    {value: 'app://a;b', origin: undefined},
    {value: '', origin: undefined},
  ])
    it(`returns ${origin} for "${value}"`, () => {
      assert.equal(parsePageOrigin(value), origin);
    });
});
