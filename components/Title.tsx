/**
 * What a page is called in tabs, bookmarks and the list of what was visited.
 *
 * @module
 */
import { Head } from "fresh/runtime";
import { format } from "@latchkey/core/i18n";
import { site } from "../lib/site.ts";
import type { Messages } from "../lib/messages/language.ts";

/**
 * What the page is, then whose it is; before both, that something is wrong, where `failed`
 * says so. One string: elements of several pieces take longer to render.
 */
export function Title({ children, failed }: {
  children: string;
  /** What {@linkcode whenFailed} gives. */
  failed?: string;
}) {
  const title = failed ? format(failed, { title: children }) : children;
  return (
    <Head>
      <title>{withSiteName(title)}</title>
    </Head>
  );
}

/** How the title of a page begins whose form was refused; undefined when it was not. */
export function whenFailed(
  { failure, problem, problems }: {
    readonly failure?: unknown;
    readonly problem?: unknown;
    readonly problems?: unknown;
  },
  messages: Pick<Messages, "site">,
): string | undefined {
  return failure || problem || problems ? messages.site.failed : undefined;
}

/** The whole title, for whoever shows it elsewhere. */
export function withSiteName(title: string): string {
  return `${title} · ${site.name}`;
}
