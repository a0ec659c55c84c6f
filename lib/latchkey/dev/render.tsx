/**
 * Renders pages for developers in the layout of the site.
 *
 * @module
 */
import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import type { RequestContext } from "../state.ts";

/** Responds with a page. Its title has the format of the site's titles. */
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
