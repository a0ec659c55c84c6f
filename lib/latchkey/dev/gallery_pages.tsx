/**
 * Pages with the site's components in every state, for developers and tests.
 *
 * @module
 */
import { HttpError } from "fresh";
import type { ComponentChildren, VNode } from "preact";
import type { Language } from "../i18n/messages.ts";
import type { RequestContext, State } from "../state.ts";
import { renderDevPage } from "./render.tsx";

/** Components on the first page, by heading. */
export type Parts = Readonly<Record<string, ComponentChildren>>;

/** Components with a page of their own, by the last part of its path. */
export type Specimens<SiteLanguage extends Language = Language> = Readonly<
  Record<string, (language: SiteLanguage) => VNode>
>;

/** The components that a site shows. */
export interface Gallery<SiteLanguage extends Language = Language> {
  parts(language: SiteLanguage): Parts;
  readonly pages: Specimens<SiteLanguage>;
}

/** The status codes of error pages. */
const ERRORS = [400, 403, 404, 405, 408, 413, 415, 429, 500, 503] as const;

/** Shows the first page, with links to the others. */
export async function showGallery<SiteLanguage extends Language>(
  ctx: RequestContext<State<SiteLanguage>>,
  gallery: Gallery<SiteLanguage>,
): Promise<Response> {
  const names = [
    ...Object.keys(gallery.pages),
    ...ERRORS.map((status) => `error-${status}`),
  ];
  return await renderDevPage(
    ctx,
    "Components",
    <>
      <h1>Components</h1>
      <p>
        Every component in every state, in the theme and language chosen at the
        bottom of the page. These have a page of their own:
      </p>
      <ul class="links">
        {names.map((name) => (
          <li key={name}>
            <a href={`/dev/components/${name}`}>{name}</a>
          </li>
        ))}
      </ul>
      {Object.entries(gallery.parts(ctx.state.language)).map((
        [name, content],
      ) => <Part key={name} name={name}>{content}</Part>)}
    </>,
  );
}

/** Shows a component with a page of its own. */
export async function showComponent<SiteLanguage extends Language>(
  ctx: RequestContext<State<SiteLanguage>>,
  { pages }: Gallery<SiteLanguage>,
): Promise<Response> {
  const { name } = ctx.params;
  const status = ERRORS.find((status) => name === `error-${status}`);
  if (status) throw new HttpError(status);
  if (!Object.hasOwn(pages, name)) throw new HttpError(404);
  return await renderDevPage(
    ctx,
    `${name} · Components`,
    <>
      <p class="up">
        <a href="/dev/components">Components</a>
      </p>
      {pages[name](ctx.state.language)}
    </>,
  );
}

function Part({ name, children }: {
  name: string;
  children: ComponentChildren;
}) {
  const id = `part-${name.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <section class="specimen" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {children}
    </section>
  );
}
