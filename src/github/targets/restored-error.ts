import { TargetError } from '../../rotation/model/ports.ts'

/**
 * A target was half-written when GitHub's rate limits refused the rest, and was restored. It may be written again later
 * in the same run.
 */
export class RestoredError extends TargetError {}
