import type {ComplexAttributeConverter} from 'lit';

/**
 * Converts an attribute that contains a number. Other text stays text, so that the code that uses the
 * property can report it.
 */
export const numberConverter: ComplexAttributeConverter = {
  fromAttribute: (value: string | null): number | string | null =>
    value === null || Number.isNaN(Number(value)) ? value : Number(value),
};
