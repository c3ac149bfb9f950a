import type {CreatorWords} from '../../localization/creator-english.js';
import type {LoadedTranslation} from '../../localization/translation.js';
import {getSupportReference, type CreateAttempt} from '../controllers/create-attempts.js';
import type {CreationController} from '../controllers/creation-controller.js';
import type {CreationState} from '../creation-state.js';
import type {FormModel} from '../form-model.js';
import type {MoreOptions} from '../more-options.js';
import {isListField, type Field, type FieldErrors} from '../validation.js';

/** The state of the element during one render. */
export interface FormContext {
  readonly translation: LoadedTranslation;
  /** The sentences of the form. */
  readonly words: LoadedTranslation['creator'];
  readonly state: CreationState;
  readonly model: FormModel;
  readonly moreOptions: MoreOptions;
  /** The errors to show. */
  readonly errors: FieldErrors;
  /** The attempts whose rooms may exist, except for one that the error summary is about. */
  readonly unconfirmed: readonly CreateAttempt[];
}

/** Collects the state for one render. */
export const createFormContext = (
  translation: LoadedTranslation,
  model: FormModel,
  moreOptions: MoreOptions,
  {state, attempts}: CreationController,
): FormContext => {
  const reference = state.status === 'failed' && !state.isRepeat ? state.reference : undefined;
  return {
    translation,
    words: translation.creator,
    state,
    model,
    moreOptions,
    errors: model.visibleErrors,
    unconfirmed: attempts.unconfirmed.filter(one => getSupportReference(one) !== reference),
  };
};

/** Names of the labels in the translation. */
export const LABELS = {
  name: 'name',
  description: 'description',
  tags: 'tags',
  templateRoomEntryId: 'template',
  roomModeratorUserIds: 'roomModerators',
  chatModeratorUserIds: 'chatModerators',
} as const satisfies Record<Field, keyof CreatorWords>;

/** The attributes that every control of a field has. */
export interface ControlAttributes {
  readonly describedBy: string;
  readonly ariaRequired: 'true' | 'false';
  readonly ariaInvalid: 'true' | 'false';
  readonly isReadOnly: boolean;
}

export function getControlAttributes(
  field: Field,
  {model, errors}: FormContext,
): ControlAttributes {
  return {
    describedBy: `${field}-note`,
    ariaRequired: model.config.isRequired(field) ? 'true' : 'false',
    ariaInvalid: errors[field] ? 'true' : 'false',
    isReadOnly: model.isFrozen || model.config.isReadOnly(field),
  };
}

/** Returns the first invalid item of a list; undefined if the error is about the whole field. */
export function getInvalidItem(field: Field, {model, errors}: FormContext): string | undefined {
  const [index = -1] = errors[field]?.items ?? [];
  return isListField(field) ? model.values[field][index] : undefined;
}

/** Returns whether the window has lost the focus, rather than the control that had it. */
export const isWindowBlur = ({target}: Event): boolean =>
  ((target as Element).getRootNode() as ShadowRoot).activeElement === target;
