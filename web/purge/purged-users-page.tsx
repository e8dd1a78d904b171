export function PurgedUsersPage() {
  return null
}
