/**
 * The site's navigation, in the header of every page.
 *
 * @module
 */
import { admin } from "@latchkey/core/features";
import { site } from "../lib/site.ts";
import type { Services, UserView } from "@latchkey/core";
import { initialsOf } from "./Avatar.tsx";
import { FormOwner } from "./FormOwner.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Props of {@linkcode SiteMap}. */
export interface SiteMapProps extends Pick<Services["settings"], "signUp"> {
  user: Pick<UserView, "name" | "roles"> | null;
  /** The path of the page; empty if its route has parameters. */
  path: string;
  messages: Messages["site"];
}

/** Links to the main pages. Logging out is a form, because GET must not change anything. */
export function SiteMap({ user, path, signUp, messages }: SiteMapProps) {
  const current = (href: string) => path === href ? "page" : undefined;
  return (
    <nav class="site-map" aria-label={messages.navigation}>
      <a href="/" aria-current={current("/")}>{messages.home}</a>
      <a href="/private" aria-current={current("/private")}>
        {messages.private}
      </a>
      {site.features.includes(admin) && user?.roles.includes("admin") && (
        <a
          href="/admin/users"
          aria-current={current("/admin/users")}
          f-client-nav
        >
          {messages.admin}
        </a>
      )}
      {user ? <Account name={user.name} path={path} messages={messages} /> : (
        <>
          <a href="/auth/login" aria-current={current("/auth/login")}>
            {messages.login}
          </a>
          {signUp !== "closed" && (
            <a href="/auth/signup" aria-current={current("/auth/signup")}>
              {messages.signUp}
            </a>
          )}
        </>
      )}
    </nav>
  );
}

/** A link to the account, and the logout button. */
function Account(
  { name, path, messages }: Pick<SiteMapProps, "path" | "messages"> & {
    name: string;
  },
) {
  return (
    <span class="account">
      <a
        href="/account"
        dir="auto"
        data-initials={initialsOf(name)}
        aria-current={path === "/account" ? "page" : undefined}
        f-client-nav
      >
        {name}
      </a>
      <LogoutForm messages={messages} />
    </span>
  );
}

/** The logout button. */
export function LogoutForm({ messages }: Pick<SiteMapProps, "messages">) {
  return (
    <form method="post" action="/auth/logout">
      <FormOwner />
      <button type="submit">{messages.logout}</button>
    </form>
  );
}
