import * as Turbo from '@hotwired/turbo';

// Changes the page in place, so that the room keeps its frame.
document.addEventListener('turbo:before-render', event => {
  const pages = [document, event.detail.newBody];
  if (pages.every(page => page.querySelector('kaltura-room')))
    event.detail.render = Turbo.morphBodyElements;
});
