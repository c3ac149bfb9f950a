import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {FormModel} from '../form-model.js';
import type {SearchUsers} from '../page-data.js';
import {UserCombobox} from '../ui/user-combobox.js';
import {USER_FIELDS, type UserField} from '../validation.js';

interface UserSearchHost extends ReactiveControllerHost {
  readonly searchUsers?: SearchUsers | null;
}

/** Connects the comboboxes of the user fields to the page's `searchUsers` and to the form. */
export class UserSearchController implements ReactiveController {
  readonly comboboxes: Readonly<Record<UserField, UserCombobox>>;
  readonly #host: UserSearchHost;
  readonly #model: FormModel;

  constructor(host: UserSearchHost, model: FormModel) {
    this.#host = host;
    this.#model = model;
    this.comboboxes = {
      roomModeratorUserIds: this.#createCombobox('roomModeratorUserIds'),
      chatModeratorUserIds: this.#createCombobox('chatModeratorUserIds'),
    };
    host.addController(this);
  }

  hostDisconnected(): void {
    for (const field of USER_FIELDS) this.comboboxes[field].close();
  }

  #createCombobox(field: UserField): UserCombobox {
    return new UserCombobox(field, {
      search: (query, signal) => this.#host.searchUsers?.(query, signal),
      select: user => this.#model.addUser(field, user),
      onChange: () => {
        // Otherwise the live region would repeat the announcement once the list is closed.
        if (this.comboboxes[field].isOpen) this.#model.clearAnnouncement();
        this.#host.requestUpdate();
      },
    });
  }
}
