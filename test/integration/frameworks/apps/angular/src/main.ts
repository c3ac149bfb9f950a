import {CUSTOM_ELEMENTS_SCHEMA, Component, computed, signal} from '@angular/core';
import {bootstrapApplication} from '@angular/platform-browser';
import type {RoomCreatedEvent, RoomErrorEvent} from 'kaltura-room';
import 'kaltura-room/define';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <button (click)="renders.set(renders() + 1)">Render again</button>
      <button (click)="isThere.set(!isThere())">Take away or put back</button>
      <output id="renders">{{ renders() }}</output>
      <output id="ready">{{ ready() }}</output>
      <output id="error">{{ error() }}</output>
      <output id="created">{{ created() }}</output>
      @if (isThere()) {
        <kaltura-room
          [roomId]="roomId()"
          token-url="/api/kaltura/token"
          [headers]="headers()"
          [roomModerator]="true"
          [chatModerator]="false"
          (kaltura-room-ready)="ready.set(ready() + 1)"
          (kaltura-room-error)="fail($event)"
        />
      }
      <kaltura-room-creator create-url="/api/kaltura/rooms" (kaltura-room-created)="show($event)" />
    </main>
  `,
})
class App {
  readonly roomId = signal('1_townhall');
  readonly renders = signal(0);
  readonly isThere = signal(true);
  readonly ready = signal(0);
  readonly error = signal('');
  readonly created = signal('');
  /** Another object each time. */
  readonly headers = computed(() => (this.renders(), {'x-app': 'angular'}));

  fail({error}: RoomErrorEvent): void {
    this.error.set(error.code);
  }

  show({id}: RoomCreatedEvent): void {
    this.created.set(id);
    this.roomId.set(id);
  }
}

void bootstrapApplication(App);
