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
  const link = (href: string, words: string) => (
    <a href={href} aria-current={path === href ? "page" : undefined}>{words}</a>
  );
  return (
    <nav class="site-map" aria-label="Site">
      {link("/", "Home")}
      {link("/private", "Private")}
      {user?.roles.includes("admin") && link("/admin/users", "Admin")}
      {user ? <Who user={user} path={path} /> : (
        <>
          {link("/auth/login", "Login")}
          {signUp !== "closed" && link("/auth/signup", "Sign up")}
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
