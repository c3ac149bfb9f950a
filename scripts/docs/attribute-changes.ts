import {
  ATTRIBUTE_CHANGES,
  ROOM_STATES,
  type AttributeChange,
  type Effect,
  type RoomStateName,
} from '../../test/support/attribute-changes.js';
import {code, joinBlocks} from './markdown.js';

const EFFECTS: Readonly<Record<Effect, string>> = {
  opens: 'opens',
  reopens: 'opens anew',
  'reopens-if-invalid': 'opens anew after `attribute-invalid`',
};

/** Builds the effects of a change of each attribute in each state of a room. */
export const buildAttributeChanges = (): string =>
  `${joinBlocks(
    ROOM_STATES.map(({label, description}) => `- **${label}**: ${description}`).join('\n'),
    ...ATTRIBUTE_CHANGES.map(buildChange),
    '### Any other attribute {#changes-other}',
    'The change has no effect on the session.',
  )}\n`;

function buildChange({names, condition, effects}: AttributeChange): string {
  const [first = ''] = names;
  return joinBlocks(
    `### ${names.map(code).join(', ')} {#changes-${first}}`,
    condition,
    listEffects(effects),
  );
}

/** Lists each effect with its states. */
function listEffects(effects: AttributeChange['effects']): string {
  const lines = (Object.keys(EFFECTS) as Effect[]).flatMap(effect => {
    const states = ROOM_STATES.filter(({name}) => effects[name] === effect);
    return states.length
      ? `- ${states.map(({label}) => label).join(', ')}: the room ${EFFECTS[effect]}.`
      : [];
  });
  const unaffected = ROOM_STATES.filter(({name}: {name: RoomStateName}) => !effects[name]);
  return [...lines, `- ${unaffected.map(({label}) => label).join(', ')}: no effect.`].join('\n');
}
