// @ts-check

const RIGHT_TO_LEFT_LANGUAGES = ['ar', 'he'];
const darkMedia = matchMedia('(prefers-color-scheme: dark)');

/** Returns whether the page has the dark scheme, by its own setting or by that of the system. */
export function isDarkScheme() {
  const {scheme} = document.documentElement.dataset;
  return scheme === 'dark' || (scheme !== 'light' && darkMedia.matches);
}

/**
 * Applies the preview settings: the colours of the page, the language and width of the elements, and
 * which elements are visible.
 * @param {HTMLFormElement} form
 * @param {() => void} onChange
 */
export function createPreview(form, onChange) {
  const canvases = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.canvas'));
  const getValue = (/** @type {string} */ name) =>
    /** @type {RadioNodeList | HTMLSelectElement} */ (form.elements.namedItem(name)).value;
  const getSettings = () => {
    const lang = getValue('lang');
    return {
      lang,
      dir: RIGHT_TO_LEFT_LANGUAGES.includes(lang) ? 'rtl' : '',
      scheme: /** @type {'auto' | 'light' | 'dark'} */ (getValue('scheme')),
      shown: getValue('shown'),
    };
  };
  const apply = () => {
    const {lang, dir, scheme, shown} = getSettings();
    for (const canvas of canvases) {
      // English is the language of the page, so it needs no attribute.
      if (lang) canvas.lang = lang;
      else canvas.removeAttribute('lang');
      if (dir) canvas.dir = dir;
      else canvas.removeAttribute('dir');
      canvas.classList.toggle('narrow', getValue('width') === 'narrow');
    }
    document.documentElement.dataset['scheme'] = scheme;
    document.documentElement.dataset['shown'] = shown;
    onChange();
  };
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('change', apply);
  darkMedia.addEventListener('change', onChange);
  return {
    getSettings,
    reset: () => {
      form.reset();
      apply();
    },
  };
}
