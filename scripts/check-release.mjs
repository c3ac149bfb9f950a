// @ts-check
import {readFileSync} from 'node:fs';

/*
 * Checks that npm would accept a release. `.github/workflows/release.yml` runs it first, because npm
 * checks this only at the end.
 */

/**
 * Returns the reasons why npm would refuse to publish with provenance, or would publish another version.
 * @param {{version: string, repository?: {type?: string, url?: string}, bugs?: {url?: string}, homepage?: string}} contents of package.json
 * @param {Record<string, string | undefined>} env as GitHub sets it
 * @see https://docs.npmjs.com/generating-provenance-statements
 */
export function findReleaseErrors({version, repository, bugs, homepage}, env) {
  const {GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, GITHUB_REF_NAME: tag} = env;
  const url = `${server}/${name}`;
  const fields = {
    'repository.type': ['git', repository?.type],
    'repository.url': [`git+${url}.git`, repository?.url],
    'bugs.url': [`${url}/issues`, bugs?.url],
    homepage: [`${url}#readme`, homepage],
  };
  const missing = Object.entries(fields).filter(([, [expected, actual]]) => expected !== actual);
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
  const file = new URL('../package.json', import.meta.url);
  const errors = findReleaseErrors(JSON.parse(readFileSync(file, 'utf8')), process.env);
  for (const error of errors) console.error(`::error::${error}`);
  process.exitCode = errors.length ? 1 : 0;
}
