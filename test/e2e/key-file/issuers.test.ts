import { expect, jest, test } from '@jest/globals'
import { withKeysFixture, VERIFY } from '../fixtures/keys-api-fixture.ts'
import { changes, DAY, deploy, everythingSaid, shop } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const FILE = '.github/key-rotation.yml'
const file = `keys:
  cloud:
    application-id: ${deploy.applicationId}
    repositories: acme/shop
    max-age: 30d
  api:
    issuer: keys-api
    keys-api-name: Shop
    keys-api-permissions: [read, deposit]
    repositories: acme/shop
    max-age: 20d
`

test(
  'a key of Scaleway and one of a keys API stand in one file, and each is rotated in its own way',
  withKeysFixture(async ({ sandbox, rollover, working }) => {
    const step = {
      command: 'rotate',
      issuer: '',
      repositories: '',
      'secret-name': '',
      config: FILE,
      ...VERIFY,
    }
    const run = () => rollover(step, { workspace: { [FILE]: file } })
    const first = await run()
    expect(first).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    const { github, scaleway } = sandbox
    const [accessKey = '', secretKey = ''] = ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY'].map((name) =>
      github.secret(shop, name),
    )
    expect(scaleway.iam.accepts(accessKey, secretKey)).toBe(true)
    expect(working()).toBeDefined()
    for (const name of ['cloud', 'api']) expect(everythingSaid(first)).toContain(`${name}: rotated`)

    sandbox.clock.advance(DAY)
    const second = await run()
    expect(second.outputs).toMatchObject({ outcome: 'not-due', changed: 'false' })
    expect(changes(second)).toEqual([])
  }),
)
