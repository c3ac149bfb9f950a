import * as z from 'zod/mini';
import {
  CreateRequest,
  CreatedRoom,
  KsLaunch,
  Lti13Launch,
  LtiLaunch,
  TokenRequest,
} from '../../contract/schemas.js';
import {ROOM_ERROR_CODES} from '../../contract/error-catalog.js';
import {CREATION_OUTCOMES} from '../../contract/room-error.js';

/** Builds a reference to one of the document's schemas. */
export function buildSchemaRef(name: string) {
  return {$ref: `#/components/schemas/${name}`};
}

/** Builds every schema of the wire contract, as JSON Schema 2020-12. */
export function buildSchemas() {
  return {
    TokenRequest: {
      description:
        'The page requests moderator rights by the flags. The host decides which rights the user gets.',
      ...toJsonSchema(TokenRequest),
    },
    KsLaunch: {
      description:
        'A launch by KS. The field auth may be absent. The element opens {kafUrl}/embeddedrooms/index/view-room/ks/{ks}. expiresAt is in Unix seconds.',
      ...toJsonSchema(KsLaunch),
    },
    LtiLaunch: {
      description:
        'A launch by LTI 1.1. The element posts the signed fields to action in its frame.',
      ...toJsonSchema(LtiLaunch),
    },
    Lti13Launch: {
      description: "A launch by LTI 1.3. The element opens url, KAF's OIDC initiation.",
      ...toJsonSchema(Lti13Launch),
    },
    Launch: {
      description: 'The field auth selects the kind of launch.',
      anyOf: ['KsLaunch', 'LtiLaunch', 'Lti13Launch'].map(buildSchemaRef),
    },
    LaunchAnswer: buildSuccess('Launch'),
    CreateRequest: {
      description: "The body of KAF's create-room, without the KS.",
      ...toJsonSchema(CreateRequest),
    },
    CreatedRoom: toJsonSchema(CreatedRoom),
    CreatedRoomAnswer: buildSuccess('CreatedRoom'),
    ErrorCode: {
      description:
        'A closed list. An element shows its own sentence for each code. For an unknown code, it shows the sentence of the HTTP status.',
      type: 'string',
      enum: [...ROOM_ERROR_CODES],
    },
    Failure: {
      description:
        "KAF's envelope of an error. The text is for developers, and contains no secret, KS or token.",
      ...FAILURE,
    },
    CreationFailure: {
      description: 'A failed request to create a room. The room may exist nevertheless.',
      ...FAILURE,
      properties: {
        ...FAILURE.properties,
        outcome: {
          description:
            'not-created: neither this request nor an earlier request with its Idempotency-Key that the server remembers created the room. unknown: the room may exist. If outcome is absent, an element decides by errorCode.',
          type: 'string',
          enum: [...CREATION_OUTCOMES],
        },
      },
    },
  };
}

const FAILURE = {
  type: 'object',
  properties: {
    success: {type: 'boolean', const: false},
    errorCode: buildSchemaRef('ErrorCode'),
    error: {type: 'string'},
  },
  required: ['success', 'errorCode', 'error'],
};

function buildSuccess(name: string) {
  return {
    type: 'object',
    properties: {success: {type: 'boolean', const: true}, data: buildSchemaRef(name)},
    required: ['success', 'data'],
  };
}

/** Converts a schema, without `$schema`: its dialect is the default of OpenAPI 3.1. */
function toJsonSchema(schema: z.ZodMiniType): object {
  return {...z.toJSONSchema(schema, {io: 'input'}), $schema: undefined};
}
