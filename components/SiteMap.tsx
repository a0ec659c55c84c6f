/**
 * The way around the site, on every page.
 *
 * @module
 */
import type { UserView } from "../lib/state.ts";

/** Links to each page; the one being shown is marked, and signing out is a button since it changes something. */
export function SiteMap(
  { user, path }: { user: UserView | null; path: string },
) {
  const current = (href: string) => path === href ? "page" : undefined;
  return (
    <nav class="site-map" aria-label="Site">
      <a href="/" aria-current={current("/")}>Home</a>
      <a href="/private" aria-current={current("/private")}>Private</a>
      {user
        ? (
          <>
            <a class="who" href="/account" aria-current={current("/account")}>
              {user.address}
            </a>
            <LogoutForm />
          </>
        )
        : (
          <a href="/auth/login" aria-current={current("/auth/login")}>
            Login
          </a>
        )}
    </nav>
  );
}

/** The one button that signs out. */
export function LogoutForm() {
  return (
    <form method="post" action="/auth/logout">
      <button type="submit">Logout</button>
    </form>
  );
}
