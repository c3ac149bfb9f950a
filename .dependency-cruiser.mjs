// @ts-check

/*
 * The imports that the modules of `src` and the folders of `test` may have. A module is a file or a
 * folder at the top of `src`. `npm run lint` checks them.
 */

/**
 * @typedef {object} Module
 * @property {string[]} modules other modules that it may import
 * @property {string[]} packages packages that it may import, with their entry points
 */

const elementModules = ['contract', 'version', 'localization', 'browser'];
const serverPackages = ['hono', 'jose', 'zod', '@hono/node-server'];
/** Clients of Redis, which a host may have installed. */
const redisPackages = ['redis', 'ioredis'];

/** @type {Record<string, Module>} */
const MODULES = {
  // Both sides
  version: {modules: [], packages: []},
  contract: {modules: [], packages: ['zod/mini']},
  // The browser
  localization: {modules: ['contract'], packages: ['lit']},
  browser: {modules: ['contract', 'version'], packages: ['lit']},
  room: {modules: elementModules, packages: ['lit']},
  creator: {modules: elementModules, packages: ['zod/mini', 'lit']},
  define: {modules: [...elementModules, 'room', 'creator'], packages: []},
  index: {modules: [...elementModules, 'room', 'creator'], packages: []},
  // Types for the templates of frameworks, which may not be installed
  frameworks: {
    modules: [...elementModules, 'room', 'creator', 'index'],
    packages: ['react', 'preact', 'solid-js', 'svelte', 'vue'],
  },
  // Components for React, which a host may have installed
  react: {
    modules: [...elementModules, 'room', 'creator', 'index', 'frameworks'],
    packages: ['react', '@lit/react', 'lit'],
  },
  // The server of the page
  csp: {modules: ['contract'], packages: []},
  // The server
  server: {modules: ['contract', 'csp'], packages: serverPackages},
  simulator: {modules: ['contract', 'server'], packages: serverPackages},
  cli: {
    modules: ['contract', 'version', 'server', 'simulator'],
    packages: [...serverPackages, ...redisPackages],
  },
};

/** Folders of an element, and the files and folders of the element that they may import. */
const ELEMENT_FOLDERS = {
  'room/frame': ['room/room-warnings.ts'],
  'room/ui': ['room/room-state.ts', 'room/room-warnings.ts'],
  'room/controllers': ['room/room-state.ts', 'room/launch-source.ts'],
};

/**
 * Returns a pattern of the files of a package, or of its name if it is not installed.
 * @param {string} name
 */
const packagePattern = name => `(^|node_modules/)${name}(/|$)`;

/**
 * Returns a pattern of the files of a module.
 * @param {string} module
 */
const modulePattern = module => `^src/${module}(/|\\.ts$|\\.d\\.ts$)`;

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const moduleRules = Object.entries(MODULES).flatMap(([module, {modules, packages}]) => [
  {
    name: `${module}-imports-modules`,
    comment: `${module} may import ${modules.join(', ') || 'only its own files'}.`,
    severity: 'error',
    from: {path: modulePattern(module)},
    to: {path: '^src/', pathNot: [module, ...modules].map(modulePattern)},
  },
  {
    name: `${module}-imports-packages`,
    comment: `${module} may import ${packages.join(', ') || 'no packages'}.`,
    severity: 'error',
    from: {path: modulePattern(module)},
    to: {
      dependencyTypesNot: ['core', 'local'],
      pathNot: ['^src/', ...packages.map(packagePattern)],
    },
  },
]);

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const elementRules = Object.entries(ELEMENT_FOLDERS).map(([folder, allowed]) => ({
  name: `${folder.replace('/', '-')}-imports`,
  comment: `${folder} may import ${allowed.join(', ')} of its element.`,
  severity: 'error',
  from: {path: `^src/${folder}/`},
  to: {
    path: `^src/${folder.split('/')[0]}/`,
    pathNot: [`^src/${folder}/`, ...allowed.map(file => `^src/${file}`)],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'No import is part of a cycle, with types too.',
      severity: 'error',
      from: {path: '^src/'},
      to: {circular: true},
    },
    {
      name: 'no-unresolved-imports',
      severity: 'error',
      from: {path: '^src/'},
      // The packages of these frameworks may not be installed.
      to: {
        couldNotResolve: true,
        pathNot: MODULES['frameworks']?.packages.map(packagePattern) ?? [],
      },
    },
    {
      name: 'every-file-in-a-module',
      comment: 'Each file of src belongs to a module of this table.',
      severity: 'error',
      from: {path: '^src/', pathNot: Object.keys(MODULES).map(modulePattern)},
      to: {},
    },
    {
      name: 'src-imports-src',
      comment: 'src imports nothing of demo, scripts or test.',
      severity: 'error',
      from: {path: '^src/'},
      to: {dependencyTypes: ['local'], pathNot: '^src/'},
    },
    {
      name: 'test-areas-are-separate',
      comment: 'A folder of test imports its own files and test/support.',
      severity: 'error',
      from: {path: '^test/([^/]+)/'},
      to: {path: '^test/[^/]+/', pathNot: ['^test/$1/', '^test/support/']},
    },
    {
      name: 'only-define-registers',
      comment: 'Only define.ts imports the modules that register an element.',
      severity: 'error',
      from: {path: '^src/', pathNot: '^src/define\\.ts$'},
      to: {path: '^src/(define|room/define|creator/define)\\.ts$'},
    },
    ...moduleRules,
    ...elementRules,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: {fileName: 'tsconfig.json'},
    doNotFollow: {path: 'node_modules'},
    exclude: {path: '^test/integration/[^/]+/(apps|hosts|node_modules|\\.build)/'},
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node'],
    },
  },
};
