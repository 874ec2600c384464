// `npm run sandbox`: the services with a small organization in them, until it is stopped.
// Run as `node -- sandbox/main.ts`: without the `--`, Node takes --env-file as an option of its own.

import { chmod, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { formatEnvironment } from './environment.ts'
import { startSandbox } from './index.ts'

const help = `Starts a sandbox: Scaleway's IAM and Secret Manager, GitHub's secrets API and a keys API on 127.0.0.1, with a
sample organization. Prints the environment variables to use it with, and runs until it is stopped (Ctrl-C).

  npm run sandbox -- [--env-file FILE] [--port-base N]

  --env-file FILE  also writes the variables to FILE (mode 600), for --env-file options
  --port-base N    uses the ports N (Scaleway), N+1 (GitHub), N+2 (admin) and N+3 (keys API); free ones by default
  --help           shows this text
`

/** Reads the options of the command line. Throws if one is invalid. */
function readOptions(): { readonly help: boolean; readonly envFile?: string; readonly portBase?: number } {
  const { values } = parseArgs({
    options: { help: { type: 'boolean' }, 'env-file': { type: 'string' }, 'port-base': { type: 'string' } },
  })
  const portBase = values['port-base'] === undefined ? undefined : Number(values['port-base'])
  if (portBase !== undefined && !(Number.isInteger(portBase) && portBase >= 1024 && portBase <= 65532)) {
    throw new Error('--port-base must be a whole number from 1024 to 65532, such as 4000.')
  }
  return {
    help: values.help ?? false,
    ...(values['env-file'] === undefined ? {} : { envFile: values['env-file'] }),
    ...(portBase === undefined ? {} : { portBase }),
  }
}

async function main(): Promise<void> {
  const options = readOptions()
  if (options.help) {
    process.stdout.write(help)
    return
  }
  const base = options.portBase
  const sandbox = await startSandbox(
    base === undefined
      ? {}
      : { ports: { scaleway: base, github: base + 1, admin: base + 2, keysApi: base + 3 } },
  )
  const stop = (): void => {
    sandbox.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        fail(error)
        process.exit(1)
      },
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)

  const environment = formatEnvironment({ ...sandbox.env(), ...sandbox.keysApiEnv() })
  if (options.envFile !== undefined) {
    await writeFile(options.envFile, environment, { mode: 0o600 })
    // writeFile sets the mode of new files only.
    await chmod(options.envFile, 0o600)
  }
  process.stdout.write(environment)
  process.stderr.write(
    `The sandbox is running. Its state: ${sandbox.urls.admin}/_sandbox/state. Press Ctrl-C to stop it.\n`,
  )
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

main().catch(fail)
