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

/** A reference to one of the document's schemas. */
export const schemaRef = (name: string) => ({$ref: `#/components/schemas/${name}`});

/** Every schema of the wire contract, as JSON Schema 2020-12. */
export function schemas() {
  return {
    TokenRequest: {
      description:
        'The flags are what the page asks for; what the person gets is for the host to decide.',
      ...jsonSchema(TokenRequest),
    },
    KsLaunch: {
      description:
        'A launch by KS; auth may be absent. The element opens {kafUrl}/embeddedrooms/index/view-room/ks/{ks}. expiresAt is in Unix seconds.',
      ...jsonSchema(KsLaunch),
    },
    LtiLaunch: {
      description:
        'A launch by LTI 1.1: the element posts the signed fields to action in its frame.',
      ...jsonSchema(LtiLaunch),
    },
    Lti13Launch: {
      description: "A launch by LTI 1.3: the element opens url, KAF's OIDC initiation.",
      ...jsonSchema(Lti13Launch),
    },
    Launch: {
      description: 'Told apart by auth.',
      anyOf: ['KsLaunch', 'LtiLaunch', 'Lti13Launch'].map(schemaRef),
    },
    LaunchAnswer: success('Launch'),
    CreateRequest: {
      description: "KAF's create-room without the KS.",
      ...jsonSchema(CreateRequest),
    },
    CreatedRoom: jsonSchema(CreatedRoom),
    CreatedRoomAnswer: success('CreatedRoom'),
    ErrorCode: {
      description:
        'The closed list. An element shows a sentence of its own for each; to a code that is not on the list it shows the one of the HTTP status.',
      type: 'string',
      enum: [...ROOM_ERROR_CODES],
    },
    Failure: {
      description:
        "KAF's envelope of an error. The text is for a developer and holds no secret, KS or token.",
      ...failure,
    },
    CreationFailure: {
      description: 'A failure of a request to create a room, which may exist all the same.',
      ...failure,
      properties: {
        ...failure.properties,
        outcome: {
          description:
            'not-created: neither this request nor an earlier one with its Idempotency-Key that the server remembers created the room. unknown: the room may exist. Without it, an element decides by errorCode.',
          type: 'string',
          enum: [...CREATION_OUTCOMES],
        },
      },
    },
  };
}

const failure = {
  type: 'object',
  properties: {
    success: {type: 'boolean', const: false},
    errorCode: schemaRef('ErrorCode'),
    error: {type: 'string'},
  },
  required: ['success', 'errorCode', 'error'],
};

const success = (name: string) => ({
  type: 'object',
  properties: {success: {type: 'boolean', const: true}, data: schemaRef(name)},
  required: ['success', 'data'],
});

/** What may be sent. The document names no dialect, since OpenAPI 3.1 has this one anyway. */
function jsonSchema(schema: z.ZodMiniType): object {
  return {...z.toJSONSchema(schema, {io: 'input'}), $schema: undefined};
}
