// `npm run sandbox`: the services with a small organization in them, until somebody stops it.
// Run as `node -- sandbox/main.ts`: without the `--` Node takes --env-file for its own option, and looks for the file.

import { chmod, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { formatEnvironment } from './environment.ts'
import { startSandbox } from './index.ts'

const help = `Starts a sandbox: Scaleway's IAM and Secret Manager, GitHub's secrets API and a keys API on 127.0.0.1, with a
small organization in them. Prints the environment to use it with, and stays up until it is stopped (Ctrl-C).

  npm run sandbox -- [--env-file FILE] [--port-base N]

  --env-file FILE  also writes the environment to FILE (readable by you alone), for --env-file options
  --port-base N    uses the ports N (Scaleway), N+1 (GitHub), N+2 (admin) and N+3 (keys API); free ones by default
  --help           shows this text
`

/** What the command line asks for. Throws where it makes no sense. */
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
    // The mode above counts only where the file is new.
    await chmod(options.envFile, 0o600)
  }
  process.stdout.write(environment)
  process.stderr.write(
    `The sandbox is up. Everything it holds: ${sandbox.urls.admin}/_sandbox/state. Stop it with Ctrl-C.\n`,
  )
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

main().catch(fail)
