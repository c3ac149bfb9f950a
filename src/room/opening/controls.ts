import type {LoadedTranslation} from '../../localization/translation.js';

/** A room that can be left. */
interface Room extends HTMLElement {
  leave(): void;
}

/**
 * The bar under a room: to leave it, and to fill the screen with it where the browser can. It is one
 * and the same in whatever words it is asked for, so that focus stays in it; none before these are
 * there.
 */
export function controlsBar(room: Room): (words: LoadedTranslation) => HTMLElement | undefined {
  const bar = document.createElement('div');
  bar.part.add('controls');
  let words: LoadedTranslation['controls'];
  const button = (part: string, onClick: () => void) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.part.add('button', part);
    made.addEventListener('click', onClick);
    bar.append(made);
    return made;
  };
  const fills = () => room.matches(':fullscreen');
  const exit = () => void document.exitFullscreen().catch(() => {});

  const leave = button('leave', () => {
    if (fills()) exit();
    room.leave();
  });
  // The browser may refuse, as where the click was too long ago.
  const fullScreen = button('full-screen', () =>
    fills() ? exit() : void room.requestFullscreen().catch(() => {}),
  );
  // An iPhone fills its screen with nothing but films.
  fullScreen.hidden = !document.fullscreenEnabled;
  const label = () => {
    leave.textContent = words?.leave ?? '';
    fullScreen.textContent = words?.[fills() ? 'exitFullScreen' : 'fullScreen'] ?? '';
  };
  room.addEventListener('fullscreenchange', label);

  return ({lang = '', dir = '', controls}) => {
    Object.assign(bar, {lang, dir});
    words = controls;
    label();
    return words?.leave ? bar : undefined;
  };
}
