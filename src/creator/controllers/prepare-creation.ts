import type {LitElement} from 'lit';
import {parseTimeout} from '../../browser/abort.js';
import {parseEndpoint, type Endpoint} from '../../browser/http-client.js';
import {RoomError} from '../../contract/room-error.js';
import type {CreateRequest} from '../../contract/schemas.js';
import {RoomCreateEvent} from '../events.js';
import type {FormModel} from '../form-model.js';
import {compileShareUrl, findTargetRoom, type RoomElement} from '../room-link.js';
import {collectFormData, reportValidity} from '../slotted-controls.js';
import {focusFirstError} from '../ui/focus.js';
import {FIELDS} from '../validation.js';

/** The attributes that a creation depends on. */
export interface CreationHost extends LitElement {
  readonly createUrl?: string | null;
  readonly htmlFor?: string | null;
  readonly shareUrl?: string | null;
  readonly credentials?: RequestCredentials | null;
  readonly headers?: unknown;
  readonly timeout?: unknown;
}

/** A request that can be sent. */
interface PreparedCreation {
  readonly room: CreateRequest;
  readonly formData: FormData;
  readonly endpoint: Endpoint;
  readonly seconds: number;
  readonly target: RoomElement | undefined;
  readonly buildLink: (id: string) => string | undefined;
}

/**
 * Validates the form, lets the page cancel the request, and parses the attributes.
 * @param repeated the request of an earlier attempt, in place of the form's
 * @returns undefined if the form is invalid or the page has canceled the request
 * @throws RoomError `attribute-invalid`
 */
export function prepareCreation(
  host: CreationHost,
  model: FormModel,
  repeated?: CreateRequest,
): PreparedCreation | undefined {
  const room = repeated ?? validateForm(host, model);
  const formData = room && collectPageData(host);
  if (!formData || !host.dispatchEvent(new RoomCreateEvent(room, formData))) return undefined;
  // The page's listener may have changed the attributes.
  const {createUrl, htmlFor, shareUrl, timeout} = host;
  if (model.config.error) throw model.config.error;
  return {
    room,
    formData,
    endpoint: parseEndpoint('create-url', createUrl, host),
    seconds: parseTimeout(timeout),
    target: findTargetRoom(host, htmlFor),
    buildLink: compileShareUrl(shareUrl),
  };
}

/** Returns the request, or undefined if a field is invalid. */
function validateForm(host: CreationHost, model: FormModel): CreateRequest | undefined {
  model.markAllVisited();
  const {room, errors = {}} = model.validate();
  if (room) return room;
  const unseen = FIELDS.find(field => errors[field] && !model.config.isVisible(field));
  if (unseen)
    throw new RoomError(
      'attribute-invalid',
      `defaults.${unseen} must be valid, because the field is hidden`,
    );
  void focusFirstError(host, model);
  return undefined;
}

/** Returns the data of the page's own controls, or undefined if one of them is invalid. */
function collectPageData(host: CreationHost): FormData | undefined {
  if (!reportValidity(host)) return undefined;
  const formData = collectFormData(host);
  host.dispatchEvent(new FormDataEvent('formdata', {formData, bubbles: true}));
  return formData;
}
