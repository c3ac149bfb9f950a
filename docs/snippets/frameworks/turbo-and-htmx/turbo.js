import * as Turbo from '@hotwired/turbo';

// Changes the page in place, so that the browser keeps the frame of the room.
document.addEventListener('turbo:before-render', event => {
  const pages = [document, event.detail.newBody];
  if (pages.every(page => page.querySelector('kaltura-room')))
    event.detail.render = Turbo.morphBodyElements;
});
