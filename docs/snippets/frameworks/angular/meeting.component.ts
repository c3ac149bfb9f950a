import {CUSTOM_ELEMENTS_SCHEMA, Component, signal} from '@angular/core';
import type {RoomErrorEvent} from 'kaltura-room';
import 'kaltura-room/define';

@Component({
  selector: 'app-meeting',
  // Angular accepts the tags, and does not check their attributes.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <kaltura-room
        room-id="1_townhall"
        token-url="/api/kaltura/token"
        [roomModerator]="true"
        [headers]="headers"
        (kaltura-room-ready)="status.set('The room is open.')"
        (kaltura-room-error)="handleError($event)"
      />
      <p>{{ status() }}</p>
    </main>
  `,
})
export class MeetingComponent {
  readonly status = signal('One moment…');
  readonly headers = {'x-app': 'intranet'};

  handleError({error}: RoomErrorEvent) {
    this.status.set(error.code);
  }
}
