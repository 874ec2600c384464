/** A moment that lies an ISO 8601 duration after another; months and years by the calendar (UTC). Undefined where it is none. */
export function addDuration(time: Date, duration: string): Date | undefined {
  const parts =
    /^(-)?P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(
      duration,
    )
  if (parts === null) {
    return undefined
  }
  const sign = parts[1] === '-' ? -1 : 1
  const part = (index: number): number => sign * Number(parts[index] ?? 0)
  const result = new Date(time)
  result.setUTCFullYear(result.getUTCFullYear() + part(2), result.getUTCMonth() + part(3))
  const days = part(4) * 7 + part(5)
  result.setTime(result.getTime() + (((days * 24 + part(6)) * 60 + part(7)) * 60 + part(8)) * 1000)
  return result
}
