/**
 * Renders pages for developers in the frame of the site's pages.
 *
 * @module
 */
import type { Context } from "fresh";
import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import type { State } from "../state.ts";

/** Answers with a page, titled as those of the site are. */
export async function renderDevPage(
  ctx: Context<State>,
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
