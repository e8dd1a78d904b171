export function AddPurgePage() {
  return null
}
