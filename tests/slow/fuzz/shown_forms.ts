/**
 * The forms that pages show, and which of their fields the grammar doesn't know.
 *
 * @module
 */
import { FORM_OWNER } from "@latchkey/core/forms";
import { ORIGIN } from "../../site.ts";
import { FORMS } from "./forms.ts";

/** A form on a page. */
export interface ShownForm {
  /** The path it is sent to. */
  readonly path: string;
  readonly fields: readonly string[];
}

/** The fields that the grammar sends to each path. */
const KNOWN = new Map<string, Set<string>>();
for (const [to, ...names] of FORMS) {
  const { pathname } = new URL(to, ORIGIN);
  const known = KNOWN.get(pathname) ?? new Set([FORM_OWNER]);
  KNOWN.set(pathname, names.reduce((all, name) => all.add(name), known));
}

/**
 * The forms on a page that change something. Those of `/dev` are examples, and that of the
 * footer sends the fields again that the page was sent.
 */
export function shownForms(html: string, page: string): readonly ShownForm[] {
  if (page.startsWith("/dev/")) return [];
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)]
    .filter(([, attributes, content]) =>
      /\bmethod="post"/i.test(attributes) && !content.includes('name="theme"')
    )
    .map(([, attributes, content]) => {
      const action = attribute(attributes, "action") ?? page;
      const { pathname } = new URL(action.replaceAll("&amp;", "&"), ORIGIN);
      return { path: pathname, fields: namesIn(content) };
    });
}

/** The forms and fields of a page that the grammar never sends, as `path field`. */
export function unknownFields(html: string, page: string): readonly string[] {
  return shownForms(html, page).flatMap(({ path, fields }) => {
    const known = KNOWN.get(path);
    return known
      ? fields.filter((name) => !known.has(name)).map((name) =>
        `${path} ${name}`
      )
      : [path];
  });
}

function namesIn(content: string): readonly string[] {
  return [...content.matchAll(/<(?:input|select|textarea|button)\b([^>]*)>/g)]
    .map(([, attributes]) => attribute(attributes, "name"))
    .filter((name) => name !== undefined);
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
}
