export function PurgePage() {
  return null
}
