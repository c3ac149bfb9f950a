// @ts-check
import {toJsLiteral} from './escape.js';

/**
 * Creates the snippet with the response headers of the page, or with the reason for an error.
 * @param {(options: import('kaltura-room/csp').PageOptions) => Record<string, string>} pageHeaders
 * @param {Record<string, string | undefined>} attributes of both elements
 * @param {'ks' | 'lti-1.1' | 'lti-1.3'} auth
 * @returns {import('./snippets.js').Snippet}
 */
export function createHeadersSnippet(pageHeaders, attributes, auth) {
  const allowOrigins = attributes['allow-origins']?.split(/\s+/).filter(Boolean) ?? [];
  const tokenUrl = attributes['token-url'];
  const createUrl = attributes['create-url'];
  const options = {
    kafUrl: attributes['kaf-url'] || 'https://12345.kaf.kaltura.com',
    ...(allowOrigins.length > 0 && {allowOrigins}),
    ...(tokenUrl && {tokenUrl}),
    ...(createUrl && {createUrl}),
    ...(auth !== 'ks' && {auth}),
  };
  const tab = {id: 'headers', label: 'Headers'};
  try {
    const headers = Object.entries(pageHeaders(options)).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const properties = Object.entries(options).map(
      ([name, value]) => `  ${name}: ${toJsLiteral(value)},`,
    );
    return {
      ...tab,
      note: 'Your server sends these headers with the page. pageHeaders can also extend a policy that you already have.',
      files: [
        {name: 'Response headers', text: headers.join('\n\n')},
        {
          name: 'server.mjs',
          text: `import {pageHeaders} from 'kaltura-room/csp';\n\nconst headers = pageHeaders({\n${properties.join('\n')}\n});`,
        },
      ],
    };
  } catch (error) {
    return {...tab, note: `No headers: ${/** @type {Error} */ (error).message}.`, files: []};
  }
}
