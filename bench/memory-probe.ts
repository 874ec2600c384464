// Preloaded into the action's process: reports its peak memory.
import { writeFileSync } from 'node:fs'

const path = process.env['BENCH_PROBE'] ?? ''
process.on('exit', () => {
  writeFileSync(path, String(process.resourceUsage().maxRSS * 1024))
})
