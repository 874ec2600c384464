import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { projectRoot } from '../harness/step.ts'
import { engineVersion } from './engine.ts'

test('.ci/run installs the version of the engine that a person is told to install', () => {
  expect(readFileSync(join(projectRoot, '.ci', 'run'), 'utf8')).toContain(`act_version=${engineVersion} `)
})
