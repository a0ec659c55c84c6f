/**
 * The way around the site, on every page.
 *
 * @module
 */
import { admin } from "@latchkey/core/features";
import { site } from "../lib/site.ts";
import type { Services, UserView } from "@latchkey/core";
import { initialsOf } from "./Avatar.tsx";
import { FormOwner } from "./FormOwner.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Who looks, at what, and whether strangers may sign up. */
export interface SiteMapProps extends Pick<Services["settings"], "signUp"> {
  user: Pick<UserView, "name" | "roles"> | null;
  /** That of a page with one address; empty for any other. */
  path: string;
  messages: Messages["site"];
}

/** Links to each page; the one being shown is marked, and logging out is a button since it changes something. */
export function SiteMap({ user, path, signUp, messages }: SiteMapProps) {
  const current = (href: string) => path === href ? "page" : undefined;
  return (
    <nav class="site-map" aria-label={messages.around}>
      <a href="/" aria-current={current("/")}>{messages.home}</a>
      <a href="/private" aria-current={current("/private")}>
        {messages.private}
      </a>
      {site.features.includes(admin) && user?.roles.includes("admin") && (
        <a href="/admin/users" aria-current={current("/admin/users")}>
          {messages.admin}
        </a>
      )}
      {user ? <Who name={user.name} path={path} messages={messages} /> : (
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

/** The person, as a link to their account, and the way out. */
function Who(
  { name, path, messages }: Pick<SiteMapProps, "path" | "messages"> & {
    name: string;
  },
) {
  return (
    <span class="who">
      <a
        href="/account"
        dir="auto"
        data-initials={initialsOf(name)}
        aria-current={path === "/account" ? "page" : undefined}
      >
        {name}
      </a>
      <LogoutForm messages={messages} />
    </span>
  );
}

/** The one button that logs out. */
export function LogoutForm({ messages }: Pick<SiteMapProps, "messages">) {
  return (
    <form method="post" action="/auth/logout">
      <FormOwner />
      <button type="submit">{messages.logout}</button>
    </form>
  );
}
