/**
 * Renders pages for developers in the frame of the site's pages.
 *
 * @module
 */
import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import type { RequestContext } from "../state.ts";

/** Answers with a page, titled as those of the site are. */
export async function renderDevPage(
  ctx: RequestContext,
  title: string,
  content: ComponentChildren,
): Promise<Response> {
  const { name } = ctx.state.services.site;
  return await ctx.render(
    <>
      <Head>
        <title>{`${title} · ${name}`}</title>
      </Head>
      {content}
    </>,
  );
}
