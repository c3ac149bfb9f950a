// @ts-check

/**
 * Computes the contrast ratio of two colours, from 1 to 21
 * (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
 * @param {string} colour as `#rrggbb`
 * @param {string} otherColour as `#rrggbb`
 */
export function computeContrast(colour, otherColour) {
  const luminances = [computeLuminance(colour), computeLuminance(otherColour)];
  const [darker = 0, lighter = 0] = luminances.sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function computeLuminance(/** @type {string} */ colour) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map(at => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
