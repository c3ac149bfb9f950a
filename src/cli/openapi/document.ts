import {VERSION} from '../../version.js';
import {createExample, createdExample, launchExamples, tokenExample} from './examples.js';
import {createRefusals, jsonResponse, tokenRefusals} from './responses.js';
import {schemaRef, schemas} from './schemas.js';

const DESCRIPTION = `What \`<kaltura-room>\` and \`<kaltura-room-creator>\` ask of a host backend. Every answer wears KAF's envelope and Cache-Control: no-store.

- Who the person is comes from the host's own cookie or header, never from the body.
- A request from a page of another site is refused unless its origin is on the host's list (Sec-Fetch-Site, else Origin), and only listed origins get CORS headers.
- Only application/json is taken, unknown fields are refused, and bodies are limited in size.
- The admin secret and the admin KS never leave the host. A KS that is answered is of type USER, ends within minutes, and has actionslimit:-1, entryId (the asked room), roomModerator and chatModerator (1 or 0), role:viewerRole.
- No answer, and no line of a log, holds a secret; no line of a log holds a KS.`;

/** The wire contract as an OpenAPI 3.1 document, made from the schemas that both sides use. */
export function openApiDocument() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Host backend of kaltura-room',
      version: VERSION,
      description: DESCRIPTION,
      license: {name: 'MIT', identifier: 'MIT'},
    },
    servers: [{url: '/api/kaltura', description: 'Wherever the host mounts it'}],
    security: [{person: []}],
    paths: {
      '/token': {
        post: {
          operationId: 'openRoom',
          summary: 'A launch with which one person opens one room',
          requestBody: jsonBody('TokenRequest', tokenExample),
          responses: {
            200: jsonResponse(
              'A launch, fresh for each request.',
              schemaRef('LaunchAnswer'),
              launchExamples,
            ),
            ...tokenRefusals(),
          },
        },
      },
      '/rooms': {
        post: {
          operationId: 'createRoom',
          summary: 'A new room, owned by the person who asks',
          parameters: [{$ref: '#/components/parameters/IdempotencyKey'}],
          requestBody: jsonBody('CreateRequest', createExample),
          responses: {
            201: jsonResponse(
              'The room, or again the one that was created with this key; 200 is as good.',
              schemaRef('CreatedRoomAnswer'),
              createdExample,
            ),
            ...createRefusals(),
          },
        },
      },
    },
    components: {
      schemas: schemas(),
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description:
            'The same for each attempt at one room. The same key and body get the same answer; the same key and another body, 422.',
          schema: {type: 'string', minLength: 1, maxLength: 255},
          example: '8e03978e-40d5-43e8-bc93-6894a57f9324',
        },
      },
      headers: {
        NoStore: {required: true, schema: {type: 'string', const: 'no-store'}},
        RetryAfter: {
          description: 'Seconds after which another attempt makes sense, where that is known.',
          schema: {type: 'integer', minimum: 0},
        },
        Allow: {schema: {type: 'string', const: 'POST'}},
      },
      securitySchemes: {
        person: {
          type: 'apiKey',
          in: 'cookie',
          name: 'session',
          description:
            "Stands for whatever tells the host who is signed in: its own cookie, or a header that the elements' headers attribute names.",
        },
      },
    },
  };
}

const jsonBody = (name: 'TokenRequest' | 'CreateRequest', examples: object) => ({
  required: true,
  content: {'application/json': {schema: schemaRef(name), examples}},
});
