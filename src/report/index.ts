// What comes out of a run, as one piece that is loaded when there is something to say.
export { errorText } from './errors.ts'
export { fleetOutcome, fleetOutputs, fleetVerdict, renderFleetSummary } from './fleet.ts'
export { createLog } from './log.ts'
export { exportedVariables, retrieveOutputs, rotationOutputs } from './outputs.ts'
export { matrixOf, planVerdict, renderPlan } from './plan.ts'
export { renderSummary } from './summary.ts'
export { isFailure } from './verdict.ts'
