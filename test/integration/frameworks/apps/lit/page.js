import {html, nothing} from 'lit';

/** The page: rendered on the server first, and in the browser from then on. */
export const page = (state, change) => html`
  <main>
    <button @click=${() => change({renders: state.renders + 1})}>Render again</button>
    <button @click=${() => change({isThere: !state.isThere})}>Take away or put back</button>
    <output id="renders">${state.renders}</output>
    <output id="ready">${state.ready}</output>
    <output id="error">${state.error || nothing}</output>
    <output id="created">${state.created || nothing}</output>
    ${
      state.isThere
        ? html`<kaltura-room
            lang=${state.lang}
            room-id=${state.roomId}
            token-url="/api/kaltura/token"
            .headers=${{'x-app': 'lit'}}
            controls
            ?room-moderator=${true}
            ?chat-moderator=${false}
            @kaltura-room-ready=${() => change({ready: state.ready + 1})}
            @kaltura-room-error=${event => change({error: event.error.code})}
          ></kaltura-room>`
        : nothing
    }
    <kaltura-room-creator
      lang=${state.lang}
      create-url="/api/kaltura/rooms"
      @kaltura-room-created=${({id}) => change({created: id, roomId: id})}
    ></kaltura-room-creator>
  </main>
`;

export const start = {
  lang: 'en',
  roomId: '1_townhall',
  renders: 0,
  isThere: true,
  ready: 0,
  error: '',
  created: '',
};
