import { useEffect, useRef, useState } from 'react'

type Options = {
  onScan: (barcode: string) => void
  /** Something is under way or wants an answer first. */
  isHeld: boolean
  /** Why the last one failed. */
  failure: unknown
}

export type FailedScan = { barcode: string; error: unknown }

/**
 * Sends barcodes one after the other in the order of scanning. Scanners are faster than answers: what comes in between
 * waits and is not lost, and a failure stays until it has been read, however many are scanned after it.
 */
export function useScanQueue({ onScan, isHeld, failure }: Options) {
  const [waiting, setWaiting] = useState<readonly string[]>([])
  const [failures, setFailures] = useState<readonly FailedScan[]>([])
  const last = useRef('')

  useEffect(() => {
    if (failure) setFailures(earlier => [...earlier, { barcode: last.current, error: failure }])
  }, [failure])

  useEffect(() => {
    const [next, ...rest] = waiting
    if (isHeld || next === undefined) return
    setWaiting(rest)
    last.current = next
    onScan(next)
  }, [waiting, isHeld, onScan])

  return {
    waiting,
    failures,
    scan: (barcode: string) => setWaiting([...waiting, barcode]),
    forget: (read: FailedScan) => setFailures(failures.filter(one => one !== read)),
  }
}
