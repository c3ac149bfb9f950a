import {LABELS, wrongChip, type FieldsState} from './fields-state.js';

/**
 * What one who does not see is to hear: what a search says, what was done to a list, and what is
 * wrong in a field that was left.
 */
export function saidOf(state: FieldsState): string {
  const {words, model, faults, names, suggestions} = state;
  for (const {says, users} of suggestions.values())
    if (says || users.length)
      return (says ? words[says] : `${words.people}: ${users.length}`) ?? '';
  if (!model.said) return '';
  const {field, word, values = []} = model.said;
  const label = words[LABELS[field]];
  const all = values.map(value => names.get(value) ?? value).join(', ');
  // By its list: a text that is there already is not heard again.
  const done = word ? `${words[word]}: ${all} (${label})` : '';
  const wrong = wrongChip(field, state);
  const fault = faults[field];
  if (!fault) return done;
  return [
    ...(done ? [`${done}. `] : [`${label}: `]),
    ...(wrong === undefined ? [] : [`${wrong}: `]),
    words[fault.word],
  ].join('');
}
