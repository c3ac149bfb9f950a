// @ts-check
import {jsLiteral} from './escape.js';

/**
 * The headers of a page that is set up so, and the lines that make them; or why there are none.
 * @param {(options: import('kaltura-room/csp').PageOptions) => Record<string, string>} pageHeaders
 * @param {Record<string, string | undefined>} attributes of both elements
 * @param {'ks' | 'lti-1.1' | 'lti-1.3'} auth
 * @returns {import('./snippets.js').Snippet}
 */
export function headersSnippet(pageHeaders, attributes, auth) {
  const origins = attributes['allow-origins']?.split(/\s+/).filter(Boolean) ?? [];
  const tokenUrl = attributes['token-url'];
  const createUrl = attributes['create-url'];
  const options = {
    kafUrl: attributes['kaf-url'] || 'https://12345.kaf.kaltura.com',
    ...(origins.length && {allowOrigins: origins}),
    ...(tokenUrl && {tokenUrl}),
    ...(createUrl && {createUrl}),
    ...(auth !== 'ks' && {auth}),
  };
  const tab = {id: 'headers', label: 'Headers'};
  try {
    const lines = Object.entries(pageHeaders(options)).map(([name, value]) => `${name}: ${value}`);
    const given = Object.entries(options).map(([name, value]) => `  ${name}: ${jsLiteral(value)},`);
    return {
      ...tab,
      note: 'What the page’s own server sends with it. pageHeaders also takes a policy that you have already.',
      files: [
        {name: 'Response headers', text: lines.join('\n\n')},
        {
          name: 'server.mjs',
          text: `import {pageHeaders} from 'kaltura-room/csp';\n\nconst headers = pageHeaders({\n${given.join('\n')}\n});`,
        },
      ],
    };
  } catch (error) {
    return {...tab, note: `No headers: ${/** @type {Error} */ (error).message}.`, files: []};
  }
}
