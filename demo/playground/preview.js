// @ts-check

/**
 * How the elements are looked at: their language, width, colours, and which of them.
 * @param {HTMLFormElement} form
 * @param {() => void} onChange
 */
export function preview(form, onChange) {
  const canvases = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.canvas'));
  const value = (/** @type {string} */ name) =>
    /** @type {RadioNodeList | HTMLSelectElement} */ (form.elements.namedItem(name)).value;
  const chosen = () => {
    const lang = value('lang');
    return {
      lang,
      dir: /^(ar|he)$/.test(lang) ? 'rtl' : '',
      scheme: /** @type {'auto' | 'light' | 'dark'} */ (value('scheme')),
      shown: value('shown'),
    };
  };
  const apply = () => {
    const {lang, dir, scheme, shown} = chosen();
    for (const canvas of canvases) {
      // English is the page's own.
      if (lang) canvas.lang = lang;
      else canvas.removeAttribute('lang');
      if (dir) canvas.dir = dir;
      else canvas.removeAttribute('dir');
      canvas.classList.toggle('narrow', value('width') === 'narrow');
      canvas.style.setProperty('color-scheme', scheme === 'auto' ? 'inherit' : scheme);
    }
    document.documentElement.dataset['shown'] = shown;
    onChange();
  };
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('change', apply);
  return {
    chosen,
    reset: () => {
      form.reset();
      apply();
    },
  };
}
