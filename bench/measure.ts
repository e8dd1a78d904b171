/** One line of the results: a time against another time of the same run, or an absolute figure with its limit. */
export type Figure = {
  work: string
  against: string
  measured: string
  target: string
  /** Undefined where nothing is promised. */
  isMet: boolean | undefined
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Median milliseconds of several runs. */
export async function medianOf(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) times.push(await timed(work))
  return percentile(times, 50)
}

/** The value below which so many percent of the values lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))]!
}

/** Highest resident memory in MB above the start while `work` runs, looked at ten times a second. */
export async function peakMemory(work: () => Promise<unknown>): Promise<number> {
  const start = process.memoryUsage.rss()
  let peak = start
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 100)
  await work()
  clearInterval(timer)
  return (peak - start) / 1024 / 1024
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`

/** A ratio of two times. */
export function ratio(
  work: string,
  against: string,
  { time, base, atMost }: { time: number; base: number; atMost: number },
): Figure {
  return {
    work,
    against: `${against}: ${seconds(base)}`,
    measured: `${seconds(time)} = ${(time / base).toFixed(2)} ×`,
    target: `≤ ${atMost.toFixed(1)} ×`,
    isMet: time / base <= atMost,
  }
}

/** A figure on its own. */
export function absolute(
  work: string,
  { value, unit, atMost }: { value: number; unit: string; atMost: number },
): Figure {
  return {
    work,
    against: '–',
    measured: `${value.toFixed(1)} ${unit}`,
    target: `≤ ${atMost} ${unit}`,
    isMet: value <= atMost,
  }
}
