export function SisPage() {
  return null
}
