// The layers of `src`, lowest first. A module imports from its own layer and from lower ones; `npm run lint` checks it.
const LAYERS = [
  'lib',
  'trust',
  'rotation/model',
  'rotation/decide',
  'rotation/observe',
  'rotation/publish',
  'rotation/issue',
  'rotation/run',
  'http',
  'github/client',
  'github/app',
  'github/places',
  'github/secrets',
  'github/targets',
  'scaleway',
  'keys-api',
  'check',
  'config',
  'report',
  'commands',
]

const folder = (layer) => `^src/${layer}/`

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...LAYERS.slice(0, -1).map((layer, index) => ({
      name: `${layer.replace('/', '-')}-imports-no-higher-layer`,
      severity: 'error',
      from: { path: folder(layer) },
      to: { path: [...LAYERS.slice(index + 1).map(folder), '^src/[^/]+\\.ts$'] },
    })),
    {
      name: 'core-imports-no-adapter',
      comment: 'The adapters implement the ports of the core; the core knows none of them.',
      severity: 'error',
      from: { path: '^src/rotation/' },
      to: { path: '^src/', pathNot: '^src/(rotation|lib)/' },
    },
    {
      name: 'sandbox-shares-no-code',
      comment: 'A fault of the action must not be repeated in the sandbox that it is tested against.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^src/' },
    },
    {
      name: 'src-imports-no-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|sandbox|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|build|coverage|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
}
