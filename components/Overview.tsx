/**
 * The home page's overview of account features.
 *
 * @module
 */
import { Icon, type IconName } from "./Icon.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** These pages ask for a login first. */
const PAGES = [
  ["account", "/account", "person"],
  ["sessions", "/account/sessions", "computer"],
  ["activity", "/account/activity", "clock"],
  ["data", "/account/export", "download"],
] as const satisfies readonly [
  keyof Messages["home"]["overview"]["pages"],
  string,
  IconName,
][];

/** A link to each page, with a description. */
export function Overview(
  { messages }: { messages: Messages["home"]["overview"] },
) {
  return (
    <section aria-labelledby="overview">
      <h2 id="overview">{messages.title}</h2>
      <ul class="tiles">
        {PAGES.map(([name, href, icon]) => (
          <li key={name}>
            <Icon name={icon} />
            <a href={href}>{messages.pages[name].title}</a>
            <p>{messages.pages[name].explained}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
