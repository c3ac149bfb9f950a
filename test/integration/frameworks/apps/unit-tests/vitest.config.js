import {defineConfig} from 'vitest/config';

/** Some set-ups load the browser builds of packages, so that Lit does not see that Node runs it. */
const browserBuilds = {resolve: {conditions: ['browser']}};

/** The same tests in each DOM, with each kind of build. */
export default defineConfig({
  test: {
    projects: ['jsdom', 'happy-dom'].flatMap(environment => [
      {test: {name: environment, environment}},
      {
        ...browserBuilds,
        test: {
          name: `${environment}, browser builds`,
          environment,
          server: {deps: {inline: true}},
        },
      },
    ]),
  },
});
