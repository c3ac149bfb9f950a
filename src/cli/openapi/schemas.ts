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
      ...toJsonSchema(TokenRequest, {
        roomId: "ID of the room: Kaltura's entry ID.",
        roomModerator: 'Whether the page asks to make the user a moderator of the room.',
        chatModerator: 'Whether the page asks to make the user a moderator of the chat.',
        lang: 'Language of the page, a BCP 47 tag. The host ignores any other text.',
      }),
    },
    KsLaunch: {
      description:
        'A launch by KS. The field auth may be absent. The element opens {kafUrl}/embeddedrooms/index/view-room/ks/{ks}. expiresAt is in Unix seconds.',
      ...toJsonSchema(KsLaunch, {
        auth: 'Kind of launch. A launch without it is a launch by KS.',
        ks: 'KS of type USER, which opens this room and calls no API.',
        kafUrl: 'Origin of KAF. The page may have it instead, in the attribute kaf-url.',
        ksPath: 'Path in front of the KS; /embeddedrooms/index/view-room/ks/ by default.',
        expiresAt: 'Unix time, in seconds, at which the launch expires.',
      }),
    },
    LtiLaunch: {
      description:
        'A launch by LTI 1.1. The element posts the signed fields to action in its frame.',
      ...toJsonSchema(LtiLaunch, {
        auth: 'Kind of launch.',
        action: 'URL of KAF to which the element posts the form.',
        fields: 'Signed parameters of the form, by name.',
        expiresAt: 'Unix time, in seconds, at which the launch expires.',
      }),
    },
    Lti13Launch: {
      description: "A launch by LTI 1.3. The element opens url, KAF's OIDC initiation.",
      ...toJsonSchema(Lti13Launch, {
        auth: 'Kind of launch.',
        url: "Address of KAF's OIDC initiation, with a login hint.",
        expiresAt: 'Unix time, in seconds, at which the launch expires.',
      }),
    },
    Launch: {
      description: 'The field auth selects the kind of launch.',
      anyOf: ['KsLaunch', 'LtiLaunch', 'Lti13Launch'].map(buildSchemaRef),
    },
    LaunchAnswer: buildSuccess('Launch'),
    CreateRequest: {
      description: "The body of KAF's create-room, without the KS.",
      ...toJsonSchema(CreateRequest, {
        name: 'Name of the room. The host removes white space around it.',
        description: 'Description of the room.',
        tags: 'Tags, separated by commas.',
        templateRoomEntryId: 'ID of the room to copy. Without it, KAF uses its default.',
        roomModeratorUserIds: 'Kaltura user IDs of the moderators of the room.',
        chatModeratorUserIds: 'Kaltura user IDs of the moderators of the chat.',
      }),
    },
    CreatedRoom: {
      description: 'The room that exists now.',
      ...toJsonSchema(CreatedRoom, {id: 'ID of the room.'}),
    },
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
    error: {type: 'string', description: 'Text for developers. Guests read a translation.'},
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

/**
 * Converts a schema, without `$schema`: its dialect is the default of OpenAPI 3.1.
 * @param descriptions of its fields. The schemas have none, because the elements contain them.
 */
function toJsonSchema<Schema extends z.ZodMiniObject>(
  schema: Schema,
  descriptions: Readonly<Record<keyof z.output<Schema>, string>>,
): object {
  const {properties = {}, ...rest} = z.toJSONSchema(schema, {io: 'input'});
  const described = Object.entries(properties).map(([name, property]) => [
    name,
    {
      description: (descriptions as Readonly<Record<string, string>>)[name],
      ...(property as object),
    },
  ]);
  return {...rest, properties: Object.fromEntries(described) as object, $schema: undefined};
}
