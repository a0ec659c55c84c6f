/**
 * What a page is called in tabs, bookmarks and the list of what was visited.
 *
 * @module
 */
import { Head } from "fresh/runtime";
import { SITE_NAME } from "../lib/site.ts";

/** What the page is, then whose it is. One string: elements of several pieces take longer to render. */
export function Title({ children }: { children: string }) {
  return (
    <Head>
      <title>{withSiteName(children)}</title>
    </Head>
  );
}

/** The whole title, for whoever shows it elsewhere. */
export function withSiteName(title: string): string {
  return `${title} · ${SITE_NAME}`;
}
