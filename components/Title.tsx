/**
 * The title of a page in tabs, bookmarks and the browser's history.
 *
 * @module
 */
import { Head } from "fresh/runtime";
import { format } from "@latchkey/core/i18n";
import { site } from "../lib/site.ts";
import type { Messages } from "../lib/messages/language.ts";

/**
 * The page's title and the site's name, after an "Error" prefix if the form failed. It is one
 * string, because elements with several children take longer to render.
 */
export function Title({ children, failed }: {
  children: string;
  /** The result of {@linkcode whenFailed}. */
  failed?: string;
}) {
  const title = failed ? format(failed, { title: children }) : children;
  return (
    <Head>
      <title>{withSiteName(title)}</title>
    </Head>
  );
}

/** The format of the title of a page with form errors; undefined if there are none. */
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

/** The title with the site's name. */
export function withSiteName(title: string): string {
  return `${title} · ${site.name}`;
}
