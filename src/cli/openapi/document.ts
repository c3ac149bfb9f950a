import {VERSION} from '../../version.js';
import {createExample, createdExample, launchExamples, tokenExample} from './examples.js';
import {buildCreateErrors, buildJsonResponse, buildTokenErrors} from './responses.js';
import {buildSchemaRef, buildSchemas} from './schemas.js';

const DESCRIPTION = `The endpoints of a host backend that \`<kaltura-room>\` and \`<kaltura-room-creator>\` call. Every response has KAF's envelope and the header Cache-Control: no-store.

- The host identifies the user by its own cookie or header, never by the body.
- The host rejects requests from pages of other sites, unless their origin is on its list. It checks Sec-Fetch-Site, or Origin if that is missing. Only listed origins get CORS headers.
- The host accepts only application/json, rejects unknown fields, and limits the size of the body.
- The admin secret and the admin KS never leave the host. A returned KS is of type USER and expires within minutes. Its privileges are actionslimit:-1, entryId (the requested room), roomModerator and chatModerator (1 or 0), and role:viewerRole.
- Responses and logs contain no secret. Logs contain no KS.`;

/** Builds the wire contract as an OpenAPI 3.1 document, from the schemas that both sides use. */
export function buildOpenApiDocument() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Host backend of kaltura-room',
      version: VERSION,
      description: DESCRIPTION,
      license: {name: 'MIT', identifier: 'MIT'},
    },
    servers: [{url: '/api/kaltura', description: 'The path at which the host mounts its backend'}],
    security: [{user: []}],
    paths: {
      '/token': {
        post: {
          operationId: 'openRoom',
          summary: 'Returns a launch, with which one user opens one room',
          requestBody: buildJsonBody('TokenRequest', tokenExample),
          responses: {
            200: buildJsonResponse(
              'A new launch for each request.',
              buildSchemaRef('LaunchAnswer'),
              launchExamples,
            ),
            ...buildTokenErrors(),
          },
        },
      },
      '/rooms': {
        post: {
          operationId: 'createRoom',
          summary: 'Creates a room that the user owns',
          parameters: [{$ref: '#/components/parameters/IdempotencyKey'}],
          requestBody: buildJsonBody('CreateRequest', createExample),
          responses: {
            201: buildJsonResponse(
              'The new room, or the room that an earlier request with this key created. Status 200 is accepted too.',
              buildSchemaRef('CreatedRoomAnswer'),
              createdExample,
            ),
            ...buildCreateErrors(),
          },
        },
      },
    },
    components: {
      schemas: buildSchemas(),
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description:
            'Identifies one room in all attempts to create it. The same key and body get the same response. The same key with another body gets 422.',
          schema: {type: 'string', minLength: 1, maxLength: 255},
          example: '8e03978e-40d5-43e8-bc93-6894a57f9324',
        },
      },
      headers: {
        NoStore: {required: true, schema: {type: 'string', const: 'no-store'}},
        RetryAfter: {
          description: 'Seconds after which another attempt makes sense, if known.',
          schema: {type: 'integer', minimum: 0},
        },
        Allow: {schema: {type: 'string', const: 'POST'}},
      },
      securitySchemes: {
        user: {
          type: 'apiKey',
          in: 'cookie',
          name: 'session',
          description:
            "An example: the host's own cookie, or a header from the attribute headers of the elements, identifies the signed-in user.",
        },
      },
    },
  };
}

function buildJsonBody(name: 'TokenRequest' | 'CreateRequest', examples: object) {
  return {
    required: true,
    content: {'application/json': {schema: buildSchemaRef(name), examples}},
  };
}
