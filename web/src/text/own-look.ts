/**
 * Tells the server that the page looks otherwise here than its first paint would, in language or theme, so that it is left
 * out from now on. See crates/server/src/page/first_paint.rs.
 */
export function haveOwnLook(): void {
  document.cookie = "own-look=1; path=/; max-age=31536000; samesite=lax";
}
