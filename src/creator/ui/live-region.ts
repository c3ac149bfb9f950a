import {USER_FIELDS, type UserField} from '../validation.js';
import {LABELS, getInvalidItem, type FormContext} from './form-context.js';
import type {UserCombobox} from './user-combobox.js';

/**
 * Returns the text for screen readers. While the guest edits, it reports the results of a search, the
 * change of a list, or the error of the field that the guest has left. After a creation, it reports the
 * new room or the copied link.
 */
export function getAnnouncement(
  context: FormContext,
  comboboxes: Readonly<Record<UserField, UserCombobox>>,
  hasPanel: boolean,
): string {
  const {words, state} = context;
  if (state.status === 'created') {
    if (state.copyResult) return words[state.copyResult] ?? '';
    // The focus is in the room, so the panel is not read.
    if (state.target && hasPanel) return `${words.created}: ${state.name}`;
  }
  const openCombobox = USER_FIELDS.map(field => comboboxes[field]).find(({isOpen}) => isOpen);
  if (!openCombobox) return getFieldAnnouncement(context);
  const {status, users} = openCombobox;
  return status ? (words[status] ?? '') : `${words.searchResults}: ${users.length}`;
}

function getFieldAnnouncement(context: FormContext): string {
  const {words, model, errors} = context;
  if (!model.announcement) return '';
  const {field, change, items = []} = model.announcement;
  const label = words[LABELS[field]];
  const names = items.map(item => model.userNames.get(item) ?? item).join(', ');
  // The label makes the text unique: screen readers do not repeat the same text.
  const changeText = change ? `${words[change]}: ${names} (${label})` : '';
  const error = errors[field];
  if (!error) return changeText;
  const invalidItem = getInvalidItem(field, context);
  const subject = changeText ? `${changeText}. ` : `${label}: `;
  return `${subject}${invalidItem === undefined ? '' : `${invalidItem}: `}${words[error.sentence]}`;
}
