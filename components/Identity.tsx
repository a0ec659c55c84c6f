/**
 * How the site appears outside its pages: in a tab, on a home screen and in link previews.
 *
 * @module
 */
import { asset } from "fresh/runtime";
import type { Theme } from "@latchkey/core/http";
import { format } from "@latchkey/core/i18n";
import { site } from "../lib/site.ts";
import { withSiteName } from "./Title.tsx";
import type { Language, Messages } from "../lib/messages/language.ts";

/** The colour of the browser's interface around the page: `--paper` in static/styles.css. */
export const PAPER = { light: "#faf8f3", dark: "#14181a" } as const;

/** Pages with a description for search engines and link previews. All others are personal. */
const OPEN_PAGES = new Map<string, keyof Messages["site"]["descriptions"]>([
  ["/", "home"],
  ["/private", "private"],
  ["/auth/login", "login"],
  ["/auth/signup", "signUp"],
]);

/** Delays rendering until the footer has arrived: the width of main depends on all its content. */
const WHOLE_PAGE = { blocking: "render", rel: "expect", href: "#theme" };

/** Props of {@linkcode Identity}. */
export interface IdentityProps {
  readonly theme: Theme;
  readonly language: Language;
  readonly path: string;
  /** The site's public URL, if known. URLs for other sites are absolute then. */
  readonly publicUrl: URL | null;
}

/** The elements of the document's head. */
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

/** Sets the colour scheme before the style sheet has loaded. */
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
      {/* Browsers use the first match. */}
      <meta
        name="theme-color"
        content={PAPER.dark}
        media="(prefers-color-scheme: dark)"
      />
      <meta name="theme-color" content={PAPER.light} />
    </>
  );
}

/** The page's preview on other sites (Open Graph protocol) and in search results. */
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
