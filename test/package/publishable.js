// @ts-check
import {readFileSync} from 'node:fs';

/*
 * What a release would stumble over at its end, said before all else: run by
 * `.github/workflows/release.yml`.
 */

/**
 * Why npm would not publish this with provenance, or would publish something else; empty where nothing
 * is against it.
 * @param {{version: string, repository?: {type?: string, url?: string}, bugs?: {url?: string}, homepage?: string}} contents of package.json
 * @param {Record<string, string | undefined>} env as GitHub sets it
 * @see https://docs.npmjs.com/generating-provenance-statements
 */
export function faultsOf({version, repository, bugs, homepage}, env) {
  const {GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, GITHUB_REF_NAME: tag} = env;
  const url = `${server}/${name}`;
  const wanted = {
    'repository.type': ['git', repository?.type],
    'repository.url': [`git+${url}.git`, repository?.url],
    'bugs.url': [`${url}/issues`, bugs?.url],
    homepage: [`${url}#readme`, homepage],
  };
  const missing = Object.entries(wanted).filter(([, [should, is]]) => should !== is);
  return [
    ...(tag === `v${version}` ? [] : [`The tag is ${tag}, and package.json has ${version}.`]),
    ...(missing.length
      ? [
          `package.json must name this repository, or npm refuses its provenance: npm pkg set ${missing
            .map(([key, [value]]) => `${key}=${value}`)
            .join(' ')}, commit that, and tag anew.`,
        ]
      : []),
  ];
}

if (process.argv[1] === import.meta.filename) {
  const file = new URL('../../package.json', import.meta.url);
  const faults = faultsOf(JSON.parse(readFileSync(file, 'utf8')), process.env);
  for (const fault of faults) console.error(`::error::${fault}`);
  process.exitCode = faults.length ? 1 : 0;
}
