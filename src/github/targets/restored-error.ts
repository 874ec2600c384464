import { TargetError } from '../../rotation/model/ports.ts'

/**
 * GitHub's rate limits left a target half-written, and it was restored. It may be written again in the same run.
 */
export class RestoredError extends TargetError {}
