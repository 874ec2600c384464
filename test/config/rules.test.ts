import { describe, expect, test } from '@jest/globals'
import { FINDING_KINDS } from '../../src/check/findings.ts'
import { INPUT_NAMES, INPUTS, type InputName } from '../../src/config/inputs.ts'
import { KEYS_API_EXPIRY } from '../../src/config/values.ts'
import { repositoryOf } from '../../src/config/names.ts'

const DURATION =
  'a duration is a whole number and one letter: 1H, 1D, 1M, 1Y (upper case: hours, days, calendar months, calendar years) or 30s, 90m, 12h, 7d, 2w (lower case: seconds, minutes, hours, days, weeks); or ISO 8601 (P1Y2M10DT2H30M); or 0'

/** How a value is refused, and what is expected instead, for each input that has a rule of its own. */
const MESSAGES: Readonly<Partial<Record<InputName, string>>> = {
  command: 'not a command. Expected: one of rotate, rollover, retrieve, check, retire, rollback, plan',
  jobs: 'not a whole number from 1 to 256. Expected: a whole number from 1 to 256, for example 5',
  issuer: 'not an issuer. Expected: one of scaleway, keys-api',
  'scw-access-key':
    'not an access key. Expected: SCW and 17 capital letters or digits, for example SCWXXXXXXXXXXXXXXXXX',
  'scw-secret-key':
    'not a secret key. Expected: the secret key that belongs to the access key, a UUID such as 11111111-2222-3333-4444-555555555555',
  'scw-organization-id':
    'not an organization ID. Expected: the ID of your organization, a UUID such as 11111111-2222-3333-4444-555555555555',
  'scw-project-id':
    'not a Project ID. Expected: the ID of the Project that holds the secret in Secret Manager, a UUID such as 11111111-2222-3333-4444-555555555555',
  'scw-region': 'not a region of Secret Manager. Expected: one of fr-par, nl-ams, pl-waw',
  'github-token':
    'not a token: it contains white space. Expected: a token that can write secrets: an installation token of a GitHub App (permission Secrets: write; for environments also Environments: write) or a fine-grained personal access token, for example ${{ steps.app-token.outputs.token }}. GITHUB_TOKEN cannot write secrets',
  'github-app-id':
    "not the ID of a GitHub App. Expected: the App ID or the client ID from the App's settings (General), for example 123456",
  'github-app-private-key':
    "not the private key of a GitHub App (an RSA key in PEM, without a passphrase). Expected: the complete .pem file that GitHub generated in the App's settings, from -----BEGIN to the last -----END …-----. Its line breaks may be written as \\n",
  'github-budget':
    "not a share of GitHub's rate limits. Expected: a number above 0 and at most 1, for example 0.25. The matrix of plan has the value for each job",
  'keys-api-token':
    'not a token: it contains white space or a special character. Expected: the JWT that the login of the keys API returns, for example ${{ steps.login.outputs.token }}',
  'keys-api-key':
    'not a key of a keys API. Expected: the complete key (sk_live_…), for example ${{ secrets.API_KEY }}',
  'keys-api-expired-key-id':
    "not the ID of a key. Expected: the ID from the service's list of keys, a UUID such as 11111111-2222-3333-4444-555555555555",
  'keys-api-name': 'not a key name: one line of at most 200 characters. Expected: for example Production API',
  'keys-api-permissions':
    'not a permission. Expected: permissions of the service, for example read, deposit, transfer',
  'keys-api-verify-header': 'not a header name. Expected: letters, digits and hyphens, for example x-api-key',
  'recovery-public-key':
    'not a public key. Expected: 32 bytes in base64, as printed by `npm run recovery -- new FILE` in a checkout of this action',
  'record-key':
    'not a record key: at least 32 characters, without white space or special characters. Expected: the output of `openssl rand -base64 32`, kept in a GitHub secret',
  'application-id':
    'not an application ID. Expected: the ID of an IAM application, a UUID such as 11111111-2222-3333-4444-555555555555',
  description:
    'not a description: it contains a line break or a control character. Expected: one line of text, for example Deployment of the shop',
  expiry: `not an expiry: a duration of more than zero (a date is not accepted), or never. Expected: for example 90d, 1Y, or never; ${DURATION}`,
  'max-age': `not a duration of more than zero. Expected: for example 30d; ${DURATION}`,
  'rollover-window': `not a duration. Expected: for example 7d; ${DURATION}`,
  'pause-until':
    'not a date. Expected: a date such as 2026-12-31, or a time such as 2026-12-31T18:00:00Z (UTC)',
  force: 'not a boolean. Expected: true or false',
  'replaces-access-key':
    'not an access key. Expected: SCW and 17 capital letters or digits, for example SCWXXXXXXXXXXXXXXXXX',
  'take-over': 'not a boolean. Expected: true or false',
  'propagation-timeout': `not a duration of more than zero and at most 10 minutes. Expected: for example 2m; ${DURATION}`,
  'secret-name':
    'not a valid name for a secret in Secret Manager. Expected: at most 255 letters, digits, -, _ and ., not beginning with - or ., for example shop-deploy-key',
  'secret-path':
    'not a valid path in Secret Manager. Expected: a slash, then names of letters, digits, -, _ and . that slashes separate, for example /ci/keys',
  'secret-id':
    "not the ID of a secret. Expected: the ID of the secret in Secret Manager, from the rotation's report, a UUID such as 11111111-2222-3333-4444-555555555555",
  'keep-versions': 'not a whole number from 1 to 15. Expected: a whole number from 1 to 15, for example 5',
  repositories:
    'not a repository or a repository pattern. Expected: owner/repo, for example acme/shop, or a pattern such as acme/deploy-* or acme/topic:scaleway',
  environments:
    "not an environment. Expected: an environment of the workflow's own repository, for example production, or owner/repo/name, for example acme/shop/production",
  organization:
    'not an organization name. Expected: the name from its URL, without a slash, for example acme',
  visibility: 'not a visibility. Expected: one of all, private, selected',
  kinds: 'not a kind of secret. Expected: one of actions, dependabot, codespaces, agents',
  'access-key-secret':
    'not a valid name for a GitHub secret. Expected: letters, digits and _, not beginning with a digit or GITHUB_, for example SCW_SECRET_KEY',
  'secret-key-secret':
    'not a valid name for a GitHub secret. Expected: letters, digits and _, not beginning with a digit or GITHUB_, for example SCW_SECRET_KEY',
  'bundle-secret':
    'not a valid name for a GitHub secret. Expected: letters, digits and _, not beginning with a digit or GITHUB_, for example SCW_SECRET_KEY',
  'api-key-secret':
    'not a valid name for a GitHub secret. Expected: letters, digits and _, not beginning with a digit or GITHUB_, for example SCW_SECRET_KEY',
  'access-key-variable':
    'not a valid name for a GitHub secret. Expected: letters, digits and _, not beginning with a digit or GITHUB_, for example SCW_SECRET_KEY',
  'on-unreachable': 'not a supported value. Expected: one of fail, continue',
  'public-repositories': 'not a supported value. Expected: one of include, exclude',
  'accept-repositories':
    'not a repository or an organization. Expected: owner/repo, for example acme/shop, or an organization, as named in the message of the run',
  'old-key': 'not a supported value. Expected: one of delete, keep',
  'grace-period': `not a duration. Expected: for example 7d; ${DURATION}`,
  'overdue-after': `not a duration. Expected: for example 2d; ${DURATION}`,
  'fail-on': `not a finding. Expected: one of ${FINDING_KINDS.join(', ')}, any`,
  'rotator-repository': 'not a repository. Expected: owner/repo, for example acme/shop',
  'dry-run': 'not a boolean. Expected: true or false',
  'export-env': 'not a boolean. Expected: true or false',
}

/** Their values are checked by what uses them. */
const UNCHECKED = INPUT_NAMES.filter((name) => INPUTS[name].rule.what === 'a text')

describe('the message about a wrong value', () => {
  test.each(Object.entries(MESSAGES))('of %s', (name, message) => {
    const { what, remedy } = INPUTS[name as InputName].rule
    expect(`not ${what}. Expected: ${remedy}`).toBe(message)
  })

  test('is known for every input whose value has a rule', () => {
    expect([...Object.keys(MESSAGES), ...UNCHECKED].sort()).toEqual([...INPUT_NAMES].sort())
  })

  test('depends on the issuer or the organization for two inputs', () => {
    expect(KEYS_API_EXPIRY).toMatchObject({
      what: 'an expiry of a keys API',
      remedy: 'one of 1H, 1D, 1M, 1Y',
    })
    expect(repositoryOf('acme')).toMatchObject({
      what: 'a repository of the organization acme',
      remedy: 'the name of a repository, for example shop, or acme/shop',
    })
  })
})
