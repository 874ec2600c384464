// Preloaded into the action's process: leaves the most memory that it had behind.
import { writeFileSync } from 'node:fs'

const path = process.env['BENCH_PROBE'] ?? ''
process.on('exit', () => {
  writeFileSync(path, String(process.resourceUsage().maxRSS * 1024))
})
