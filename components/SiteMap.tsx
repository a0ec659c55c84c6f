/**
 * The way around the site, on every page.
 *
 * @module
 */
import type { UserView } from "../lib/state.ts";
import { callName } from "../lib/accounts/profile.ts";
import type { Settings } from "../lib/settings.ts";

/** Who looks, at what, and whether strangers may sign up. */
interface SiteMapProps extends Pick<Settings, "signUp"> {
  user: UserView | null;
  path: string;
}

/** Links to each page; the one being shown is marked, and signing out is a button since it changes something. */
export function SiteMap({ user, path, signUp }: SiteMapProps) {
  const current = (href: string) => path === href ? "page" : undefined;
  return (
    <nav class="site-map" aria-label="Site">
      <a href="/" aria-current={current("/")}>Home</a>
      <a href="/private" aria-current={current("/private")}>Private</a>
      {user?.roles.includes("admin") && (
        <a href="/admin/users" aria-current={current("/admin/users")}>Admin</a>
      )}
      {user ? <Who user={user} path={path} /> : (
        <>
          <a href="/auth/login" aria-current={current("/auth/login")}>Login</a>
          {signUp !== "closed" && (
            <a href="/auth/signup" aria-current={current("/auth/signup")}>
              Sign up
            </a>
          )}
        </>
      )}
    </nav>
  );
}

/** The person, as a link to their account, and the way out. */
function Who({ user, path }: { user: UserView; path: string }) {
  return (
    <span class="who">
      <a
        href="/account"
        aria-current={path === "/account" ? "page" : undefined}
      >
        {callName(user)}
      </a>
      <LogoutForm />
    </span>
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
