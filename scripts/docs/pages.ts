import type {ProjectReflection} from 'typedoc';
import {readApiProject} from './api-project.js';
import {buildAttributeChanges} from './attribute-changes.js';
import {buildElementPage} from './element-page.js';
import {buildErrorCodesPage} from './error-codes-page.js';
import {buildFailureMatrix} from './failure-matrix.js';
import {buildHttpApi} from './http-api.js';
import {readElements} from './manifest.js';

export interface GeneratedPages {
  /** Markdown by the name of the file in `docs/reference/_generated`. */
  readonly pages: ReadonlyMap<string, string>;
  /** Exports and options without a sentence, and dead links. */
  readonly problems: readonly string[];
  /** The exported modules. */
  readonly project: ProjectReflection;
}

/** Builds every generated page of the reference. */
export async function buildPages(): Promise<GeneratedPages> {
  const [elements, api] = await Promise.all([readElements(), readApiProject()]);
  const pages = new Map([
    ...elements.map(element => [element.tagName, buildElementPage(element, api.project)] as const),
    ['attribute-changes', buildAttributeChanges()],
    ['error-codes', buildErrorCodesPage()],
    ['failure-matrix', buildFailureMatrix()],
    ['http-api', buildHttpApi()],
    ...[...api.pages].map(([name, text]) => [`${name}-api`, text] as const),
  ]);
  return {
    pages: new Map([...pages].map(([name, text]) => [`${name}.md`, text])),
    problems: api.problems,
    project: api.project,
  };
}
