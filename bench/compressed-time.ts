// Preloaded into the action's process: its clocks run faster, like the sandbox's, so that GitHub's minutes pass
// in seconds. Request timeouts keep the machine's time, because the network is no faster.

const speed = Number(process.env['BENCH_SPEED'] ?? '1')
const steady = performance.now.bind(performance)
const began = { wall: Date.now(), steady: steady() }
const later = setTimeout

const passed = (): number => (steady() - began.steady) * speed

Date.now = () => began.wall + passed()
performance.now = () => began.steady + passed()
function sooner(work: (...parameters: unknown[]) => void, milliseconds = 0, ...parameters: unknown[]) {
  return later(work, milliseconds / speed, ...parameters)
}

globalThis.setTimeout = Object.assign(sooner, later)
