import {readFile} from 'node:fs/promises';

/*
 * The custom elements manifest (https://github.com/webcomponents/custom-elements-manifest), as far as
 * the documentation uses it. `cem analyze` writes it.
 */

interface Described {
  readonly name: string;
  readonly description?: string;
}

interface Typed extends Described {
  readonly type?: {readonly text: string};
  readonly default?: string;
}

export interface Attribute extends Typed {
  /** Name of the property. */
  readonly fieldName: string;
}

export interface Member extends Typed {
  readonly kind: 'field' | 'method';
  /** Name of the attribute that sets the field. */
  readonly attribute?: string;
  readonly reflects?: boolean;
  readonly readonly?: boolean;
  readonly static?: boolean;
  readonly return?: {readonly type: {readonly text: string}};
}

export interface ElementDeclaration {
  readonly name: string;
  readonly tagName: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
  readonly members: readonly Member[];
  readonly events: readonly Typed[];
  readonly slots: readonly Described[];
  readonly cssParts: readonly Described[];
  readonly cssProperties: readonly Described[];
  readonly cssStates: readonly Described[];
}

export interface Manifest {
  readonly modules: readonly {readonly declarations: readonly ElementDeclaration[]}[];
}

const manifestUrl = new URL('../../dist/custom-elements.json', import.meta.url);

/** Reads the declarations of the elements. */
export async function readElements(): Promise<readonly ElementDeclaration[]> {
  const {modules} = JSON.parse(await readFile(manifestUrl, 'utf8')) as Manifest;
  return modules.flatMap(({declarations}) => declarations).filter(({tagName}) => tagName);
}
