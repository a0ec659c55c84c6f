/**
 * A row of the account page.
 *
 * @module
 */
import type { ComponentChildren } from "preact";

/** A setting with its present value, and a link to the page that changes it. */
export function AccountRow({ title, action, href, harm, reload, children }: {
  title: string;
  /** The text of the link, which covers the whole row. */
  action: string;
  href: string;
  /** Marks a destructive action. */
  harm?: true;
  /** Loads the page, because it has a Content-Security-Policy of its own. */
  reload?: true;
  children: ComponentChildren;
}) {
  return (
    <li>
      <div>
        <h3>{title}</h3>
        {children}
      </div>
      <a
        class={harm ? "go harm" : "go"}
        href={href}
        f-client-nav={reload && false}
      >
        <span>{action}</span>
      </a>
    </li>
  );
}
