/**
 * How the site shows itself outside of its pages: in a tab, on a home screen, in a link
 * that somebody shares.
 *
 * @module
 */
import { asset } from "fresh/runtime";
import type { Theme } from "@latchkey/core/http";
import { format } from "@latchkey/core/i18n";
import { site } from "../lib/site.ts";
import { withSiteName } from "./Title.tsx";
import type { Language, Messages } from "../lib/messages/language.ts";

/** The colour of what browsers draw around a page: `--paper` of static/styles.css. */
export const PAPER = { light: "#faf8f3", dark: "#14181a" } as const;

/** Pages that may be found or shared. All others are a person's own. */
const OPEN_PAGES = new Map<string, keyof Messages["site"]["descriptions"]>([
  ["/", "home"],
  ["/private", "private"],
  ["/auth/login", "login"],
  ["/auth/signup", "signUp"],
]);

/** Nothing is drawn before the foot of the page is there: how wide main is depends on all that it holds. */
const WHOLE_PAGE = { blocking: "render", rel: "expect", href: "#language" };

/** What {@linkcode Identity} goes by. */
export interface IdentityProps {
  readonly theme: Theme;
  readonly language: Language;
  readonly path: string;
  /** Where browsers reach the site, where that is known: addresses for other sites are whole then. */
  readonly publicUrl: URL | null;
}

/** Elements of the document's head. */
export function Identity(
  { theme, language: { messages }, path, publicUrl }: IdentityProps,
) {
  const page = OPEN_PAGES.get(path);
  return (
    <>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <ThemeMeta theme={theme} />
      <link rel="icon" href={asset("/latchkey.svg")} type="image/svg+xml" />
      <link rel="apple-touch-icon" href={asset("/apple-touch-icon.png")} />
      <link rel="manifest" href={asset("/manifest.webmanifest")} />
      <link rel="stylesheet" href={asset("/styles.css")} />
      <link {...WHOLE_PAGE} />
      {page && (
        <Preview
          title={messages[page].title}
          description={format(messages.site.descriptions[page], {
            site: site.name,
          })}
          origin={publicUrl?.origin ?? ""}
          path={path}
        />
      )}
    </>
  );
}

/** Tells the browser of the theme before the style sheet is there. */
function ThemeMeta({ theme }: { theme: Theme }) {
  if (theme !== "auto") {
    return (
      <>
        <meta name="color-scheme" content={theme} />
        <meta name="theme-color" content={PAPER[theme]} />
      </>
    );
  }
  return (
    <>
      <meta name="color-scheme" content="light dark" />
      {/* The first that fits is taken. */}
      <meta
        name="theme-color"
        content={PAPER.dark}
        media="(prefers-color-scheme: dark)"
      />
      <meta name="theme-color" content={PAPER.light} />
    </>
  );
}

/** What other sites show of a link to the page (the Open Graph protocol), and search engines below it. */
function Preview({ title, description, origin, path }: {
  title: string;
  description: string;
  origin: string;
  path: string;
}) {
  return (
    <>
      <meta name="description" content={description} />
      <meta property="og:type" content="website" />
      <meta property="og:url" content={origin + path} />
      <meta property="og:title" content={withSiteName(title)} />
      <meta property="og:description" content={description} />
      <meta property="og:image" content={origin + asset("/social.png")} />
    </>
  );
}
