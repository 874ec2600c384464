import {
  forge,
  formatOne,
  LONG_AGO,
  longAgo,
  markFor,
  newerFormat,
  TABLE,
  textLikeMark,
  textLikeOldMark,
  withoutTable,
  type StoredRecord,
} from './records.ts'
import { INTRUDER, NO_SECRET_KEY, OWNER_KEY, payloadOf, type Scene, type SeenVersion } from './fixture.ts'

// The actions of an adversary with Secret Manager permissions only. Each sends one or a few requests, and is
// selected with `--fault forge:NAME`. An action that does not apply (there is no version yet, for example) does
// nothing.

export type Act = (scene: Scene) => void

/** Adds a version whose record is a copy of the current one with some fields changed. */
const added =
  (
    fields: (scene: Scene) => Readonly<Record<string, unknown>> | undefined,
    payload: (scene: Scene) => string | undefined,
  ): Act =>
  (scene) => {
    const [record, content] = [fields(scene), payload(scene)]
    const template = (current(scene) ?? scene.newest())?.record
    if (record === undefined || content === undefined) return
    // A pending version of a run has no table yet.
    const bare = template !== undefined && record['stage'] === 'pending' && record['table'] === undefined
    scene.add(content, forge(bare ? withoutTable(template) : template, { ...record, table: undefined }))
  }

/** Changes the record of one version. */
const patched =
  (
    pick: (scene: Scene) => SeenVersion | undefined,
    fields: (
      scene: Scene,
      version: SeenVersion & { readonly record: StoredRecord },
    ) => Readonly<Record<string, unknown>> | undefined,
  ): Act =>
  (scene) => {
    const version = pick(scene)
    if (version?.record === undefined) return
    const changed = fields(scene, { ...version, record: version.record })
    if (changed !== undefined) scene.describe(version.revision, forge(version.record, changed))
  }

/** Changes the record of every version. */
const everyRecord =
  (text: (scene: Scene, record: StoredRecord) => string): Act =>
  (scene) => {
    for (const { revision, record } of scene.versions)
      if (record !== undefined) scene.describe(revision, text(scene, record))
  }

const newest = (stage?: string) => (scene: Scene) => scene.newest(stage)
const current = newest('current')
const pending = newest('pending')
const previous = newest('previous')
/** The pending version, or else the current one. */
const working = (scene: Scene): SeenVersion | undefined => pending(scene) ?? current(scene)

const garbage = (accessKey: string): string => payloadOf({ accessKey, secretKey: NO_SECRET_KEY })
/** The fields of a record with this stage and key, dated long ago. */
const over = (stage: string, key: string | undefined): Readonly<Record<string, unknown>> | undefined =>
  key === undefined ? undefined : { stage, key, since: LONG_AGO, promoted: LONG_AGO, text: undefined }
const is = (stage: string, key: string | undefined): Readonly<Record<string, unknown>> | undefined =>
  key === undefined ? undefined : { stage, key }

/** Records that name a key that does not, or no longer, belong to the rotation. */
const NAMING: Readonly<Record<string, Act>> = {
  'oldest-is-owners': patched(
    ({ oldest }) => oldest(),
    () => over('previous', OWNER_KEY),
  ),
  'oldest-is-unmarked': patched(
    ({ oldest }) => oldest(),
    ({ unmarked }) => over('previous', unmarked),
  ),
  'add-previous-owners': added(
    () => over('previous', OWNER_KEY),
    () => garbage(OWNER_KEY),
  ),
  'add-previous-unmarked': added(
    ({ unmarked }) => over('previous', unmarked),
    ({ unmarked }) => garbage(unmarked),
  ),
  'add-previous-elsewhere': added(
    ({ elsewhere }) => over('previous', elsewhere),
    ({ elsewhere }) => garbage(elsewhere),
  ),
  'add-retired-owners': added(
    () => over('retired', OWNER_KEY),
    () => garbage(OWNER_KEY),
  ),
  'add-current-owners': added(
    () => is('current', OWNER_KEY),
    () => garbage(OWNER_KEY),
  ),
  'add-current-unmarked': added(
    ({ unmarked }) => is('current', unmarked),
    ({ unmarked }) => garbage(unmarked),
  ),
  'add-current-nobodys': added(
    () => is('current', 'SCWFAKEN0B0DY0000001'),
    () => garbage('SCWFAKEN0B0DY0000001'),
  ),
  'add-pending-nobodys': added(
    () => is('pending', 'SCWFAKEN0B0DY0000001'),
    () => garbage('SCWFAKEN0B0DY0000001'),
  ),
  'replaces-owners': patched(current, () => ({ replaces: OWNER_KEY, promoted: LONG_AGO })),
  'replaces-unmarked': patched(current, ({ unmarked }) => ({ replaces: unmarked, promoted: LONG_AGO })),
}

/** Versions with a key of the adversary, or with a secret that does not match the named key. */
const PAYLOADS: Readonly<Record<string, Act>> = {
  'add-pending-intruders': added(
    () => is('pending', INTRUDER.accessKey),
    () => payloadOf(INTRUDER),
  ),
  // The table says that every target has the key.
  'add-pending-intruders-written': added(
    () => ({ ...is('pending', INTRUDER.accessKey), table: 'kept' }),
    () => payloadOf(INTRUDER),
  ),
  'add-pending-intruders-marked': (scene) => {
    scene.describeOwnKey(markFor(scene.secret.id, INTRUDER))
    ;(PAYLOADS['add-pending-intruders'] as Act)(scene)
  },
  'add-current-intruders': added(
    () => is('current', INTRUDER.accessKey),
    () => payloadOf(INTRUDER),
  ),
  'add-current-intruders-marked': (scene) => {
    const revision = (scene.versions.at(-1)?.revision ?? 0) + 1
    const record = current(scene)?.record
    scene.describeOwnKey(markFor(scene.secret.id, INTRUDER, record && { revision, record }))
    ;(PAYLOADS['add-current-intruders'] as Act)(scene)
  },
  'add-pending-mixed': added(
    (scene) => is('pending', current(scene)?.pair?.accessKey),
    (scene) => mixed(current(scene)),
  ),
  'add-current-mixed': added(
    (scene) => is('current', current(scene)?.pair?.accessKey),
    (scene) => mixed(current(scene)),
  ),
  'add-pending-names-ours': added(
    (scene) => is('pending', current(scene)?.pair?.accessKey),
    () => payloadOf(INTRUDER),
  ),
  'add-pending-older': added(
    (scene) => is('pending', previous(scene)?.pair?.accessKey),
    (scene) => previous(scene)?.payload,
  ),
  'add-current-older': added(
    (scene) => is('current', previous(scene)?.pair?.accessKey),
    (scene) => previous(scene)?.payload,
  ),
  'add-current-older-mixed': added(
    (scene) => is('current', previous(scene)?.pair?.accessKey),
    (scene) => mixed(previous(scene)),
  ),
  'add-pending-again': added(
    (scene) => is('pending', current(scene)?.pair?.accessKey),
    (scene) => current(scene)?.payload,
  ),
  // Replaces the version that a run has just stored with one that has another secret.
  'swap-pending': (scene) => {
    const version = pending(scene)
    const payload = mixed(version)
    if (version?.record === undefined || payload === undefined) return
    scene.add(payload, forge(version.record, {}))
    scene.disable(version.revision)
  },
  'add-pending-too': (scene) => {
    const version = pending(scene)
    const payload = mixed(version)
    if (version?.record !== undefined && payload !== undefined) scene.add(payload, forge(version.record, {}))
  },
  'add-garbage': (scene) => {
    scene.add('{"NOTE":"no key"}', 'not a record')
  },
}

/** The rotation's own access key with the adversary's secret key. */
function mixed(version: SeenVersion | undefined): string | undefined {
  const accessKey = version?.pair?.accessKey
  return accessKey === undefined ? undefined : payloadOf({ accessKey, secretKey: INTRUDER.secretKey })
}

/** False records of real versions. */
const RECORDS: Readonly<Record<string, Act>> = {
  // The table of the current record covers every target, so this key appears to be written to all of them.
  'pending-written': patched(pending, (scene) => tableOf(scene)),
  'pending-is-current': patched(pending, (scene) => ({ ...tableOf(scene), stage: 'current' })),
  'long-ago': everyRecord((_, record) => longAgo(record)),
  'current-is-retired': patched(current, () => ({ stage: 'retired', since: LONG_AGO })),
  'current-is-previous': patched(current, () => ({ stage: 'previous', since: LONG_AGO })),
  'current-is-pending': patched(current, () => ({ stage: 'pending' })),
  'current-is-abandoned': patched(current, () => ({ stage: 'abandoned', since: LONG_AGO })),
  'pending-is-retired': patched(pending, () => ({ stage: 'retired', since: LONG_AGO })),
  'pending-is-abandoned': patched(pending, () => ({ stage: 'abandoned', since: LONG_AGO })),
  'previous-is-current': patched(previous, () => ({ stage: 'current' })),
  'previous-is-pending': patched(previous, () => ({ stage: 'pending' })),
  'stages-swapped': (scene) => {
    ;(RECORDS['previous-is-current'] as Act)(scene)
    ;(RECORDS['current-is-previous'] as Act)(scene)
  },
  'keys-swapped': (scene) => {
    const [one, other] = [previous(scene), current(scene)]
    if (one?.record === undefined || other?.record === undefined) return
    scene.describe(one.revision, forge(one.record, { key: other.record.key, since: LONG_AGO }))
    scene.describe(other.revision, forge(other.record, { key: one.record.key }))
  },
  'newest-names-older': patched(working, ({ versions }, { revision }) => {
    const older = versions.findLast((version) => version.revision < revision && version.record !== undefined)
    return older?.record === undefined ? undefined : { key: older.record.key }
  }),
  'oldest-names-newest': patched(
    ({ oldest }) => oldest(),
    (scene, { revision }) => {
      const version = working(scene)
      return version === undefined || version.revision === revision
        ? undefined
        : over('previous', version.record?.key)
    },
  ),
  'add-retired-newest': added(
    (scene) => over('retired', working(scene)?.record?.key),
    (scene) => garbage(working(scene)?.record?.key ?? ''),
  ),
  'add-previous-newest': added(
    (scene) => over('previous', working(scene)?.record?.key),
    (scene) => garbage(working(scene)?.record?.key ?? ''),
  ),
  'text-says-made': everyRecord(({ secret }, record) =>
    forge(record, { text: textLikeMark('made', secret.id) }),
  ),
  'text-says-stored': everyRecord(({ secret }, record) =>
    forge(record, { text: textLikeMark('stored', secret.id) }),
  ),
  'text-says-replaced': everyRecord(({ secret }, record) =>
    forge(record, { text: textLikeMark('replaced', secret.id) }),
  ),
  'text-says-stored-before': everyRecord(({ secret }, record) =>
    forge(record, { text: textLikeOldMark('stored', secret.id) }),
  ),
  adopted: patched(current, () => ({ adopted: true })),
  'rolled-back': patched(current, () => ({ rolledBack: true })),
  // A pause that would last for years.
  'rolled-back-later': patched(current, () => ({
    rolledBack: true,
    rolledBackAt: '2040-01-01T00:00:00.000Z',
  })),
  'says-forged': patched(current, () => ({ forged: true })),
  'garbage-newest': (scene) => {
    const version = scene.newest()
    if (version !== undefined) scene.describe(version.revision, '{"key-rotation":1,"stage":"cur')
  },
  'no-records': (scene) => {
    for (const { revision } of scene.versions) scene.describe(revision, '')
  },
  'format-1': everyRecord((_, record) => formatOne(record)),
  'format-1-adopted': everyRecord((_, record) => formatOne(record, { adopted: true })),
  'newer-format': (scene) => {
    const version = scene.newest()
    if (version?.record === undefined) return
    const { revision, description } = version
    scene.describe(revision, newerFormat(version.record))
    // Runs do not interpret a newer format; a user must revert it.
    scene.later(() => {
      scene.describe(revision, description)
    })
  },
}

/** The table of writes of the current record. */
function tableOf(scene: Scene): Readonly<Record<string, unknown>> {
  const record = current(scene)?.record ?? {}
  return Object.fromEntries(Object.entries(record).filter(([name]) => TABLE.includes(name)))
}

/** Changes of the status of versions, and of tags. */
const STATUS: Readonly<Record<string, Act>> = {
  'disable-newest': (scene) => {
    const version = scene.versions.findLast(({ enabled }) => enabled)
    if (version !== undefined) scene.disable(version.revision)
  },
  'disable-all': (scene) => {
    for (const { revision, enabled } of scene.versions) if (enabled) scene.disable(revision)
  },
  'enable-all': (scene) => {
    for (const { revision, enabled } of scene.versions) if (!enabled) scene.enable(revision)
  },
  'delete-newest': (scene) => {
    const version = scene.versions.at(-1)
    if (version !== undefined) scene.remove(version.revision)
  },
  'delete-all': (scene) => {
    for (const { revision } of scene.versions) scene.remove(revision)
  },
  'no-tags': (scene) => {
    retag(scene, [])
  },
  'other-tags': (scene) => {
    retag(
      scene,
      scene.secret.tags.map((tag) => tag.replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
    )
  },
}

function retag({ secret, tag, later }: Scene, tags: readonly string[]): void {
  if (secret.tags.length === 0) return
  tag(tags)
  later(() => {
    tag(secret.tags)
  })
}

/** All actions, by name. */
export const ACTS: Readonly<Record<string, Act>> = { ...NAMING, ...PAYLOADS, ...RECORDS, ...STATUS }
