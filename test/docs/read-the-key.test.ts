import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { smallOrganization, startSandbox, type Sandbox } from '../../sandbox/index.ts'
import { blocks } from './markdown.ts'
import { have, openWorkplace, type Workplace } from './programs.ts'

jest.setTimeout(60_000)

// The programs of docs/read-the-key.md, as they stand there, against the sandbox.

const { deploy, reader, projectId } = smallOrganization
const secretId = '5ec7e700-0000-4000-8000-000000000001'
const secretKeys = { API_KEY: deploy.accessKey, SECRET_KEY: deploy.secretKey }
const shown = blocks('python', 'js', 'sh').filter(({ page }) => page === 'docs/read-the-key.md')

/** The program whose first line says that it is this file. */
function program(name: string): string {
  const found = shown.find(({ text }) => /^(?:#|\/\/) (\S+)\n/.exec(text)?.[1] === name)
  if (found === undefined) throw new Error(`docs/read-the-key.md shows no ${name}`)
  return found.text
}

let sandbox: Sandbox
let workplace: Workplace

beforeEach(async () => {
  sandbox = await startSandbox({ clockSpeed: 0 })
  workplace = openWorkplace()
  const first = { API_KEY: 'SCWFAKE0LDKEY0000000', SECRET_KEY: 'fa4e0000-0000-4000-8000-000000000000' }
  const versions = [first, secretKeys].map((pair) => ({ payload: JSON.stringify(pair) }))
  sandbox.scaleway.secrets.createSecret({ id: secretId, name: 'deploy-key', projectId, versions })
  // As docs/permissions.md has it: this secret, and nothing else.
  sandbox.scaleway.iam.setPermissions(reader.applicationId, [
    { set: 'SecretManagerSecretAccess', projectIds: [projectId], condition: `resource.id == "${secretId}"` },
  ])
})

afterEach(async () => {
  workplace.remove()
  await sandbox.stop()
})

const environment = (): Record<string, string> => ({
  SCW_API_URL: sandbox.urls.scaleway,
  DEPLOY_KEY_SECRET_ID: secretId,
  SCW_READER_SECRET_KEY: reader.secretKey,
})

/** A test that needs programs which not every machine has. */
const needing = (...programs: readonly string[]) => (programs.every(have) ? test : test.skip)

needing('python3')('the Python program reads the newest key, and its caller finds both parts', async () => {
  const caller = shown.find(({ text }) => text.startsWith('from current_key import'))?.text ?? ''
  workplace.write('current_key.py', program('current_key.py'))
  workplace.write('caller.py', `${caller}\nprint(scw_access_key, scw_secret_key)\n`)
  const printed = await workplace.run('python3', ['caller.py'], environment())
  expect(printed).toBe(`${deploy.accessKey} ${deploy.secretKey}\n`)
})

test('the Node program reads the newest key', async () => {
  workplace.write('current-key.mjs', program('current-key.mjs'))
  workplace.write(
    'caller.mjs',
    `import { getCurrentApiKeys } from './current-key.mjs'
process.stdout.write(JSON.stringify(await getCurrentApiKeys()))`,
  )
  expect(JSON.parse(await workplace.run('node', ['caller.mjs'], environment()))).toEqual(secretKeys)
})

test('the Node program takes a fresh key where the one at hand has ended, and only then', async () => {
  workplace.write('current-key.mjs', program('current-key.mjs'))
  workplace.write(
    'caller.mjs',
    `import { withCurrentKey } from './current-key.mjs'
const tried = []
const call = (dead) => ({ API_KEY }) => { tried.push(API_KEY); return { status: tried.length <= dead ? 401 : 200 } }
await withCurrentKey(call(1))
await withCurrentKey(call(0))
process.stdout.write(JSON.stringify(tried))`,
  )
  const tried = JSON.parse(await workplace.run('node', ['caller.mjs'], environment())) as unknown
  expect(tried).toEqual([deploy.accessKey, deploy.accessKey, deploy.accessKey])
  expect(sandbox.exchanges.filter(({ url }) => url.includes('latest_enabled'))).toHaveLength(2)
})

needing('curl', 'jq')('the shell program reads the newest key, and fails where there is none', async () => {
  workplace.write('current-key.sh', program('current-key.sh'))
  expect(JSON.parse(await workplace.run('sh', ['current-key.sh'], environment()))).toEqual(secretKeys)
  const none = '5ec7e700-0000-4000-8000-00000000dead'
  await expect(workplace.run('sh', ['current-key.sh', none], environment())).rejects.toThrow('404')
})
