/**
 * The footer of every page, with buttons for the colours and, if the site has several, the
 * languages. They work without JavaScript, and the server applies the choice, so the next page
 * doesn't flicker.
 *
 * @module
 */
import type { ComponentChild } from "preact";
import { type Theme, THEMES } from "@latchkey/core/http";
import type { Services } from "@latchkey/core";
import { FormOwner } from "./FormOwner.tsx";
import type { Language } from "../lib/messages/language.ts";

/** The current choices and the page to return to. */
export interface SiteFooterProps {
  readonly theme: Theme;
  readonly language: Language;
  /** The languages of the site. */
  readonly languages: Services["site"]["languages"];
  /** The page's path and query. */
  readonly back: string;
  /** Hidden fields with the submitted form, if the page is the response to one. */
  readonly again?: ComponentChild;
}

/** One form, which sends the value of the pressed button. */
export function SiteFooter(
  { theme, language, languages, back, again }: SiteFooterProps,
) {
  return (
    <footer>
      <form method="post" action="/preferences">
        <FormOwner />
        <input type="hidden" name="back" value={back} />
        {again}
        <Themes theme={theme} language={language} />
        {languages.length > 1 && (
          <Languages language={language} languages={languages} />
        )}
      </form>
    </footer>
  );
}

function Themes(
  { theme, language }: Pick<SiteFooterProps, "theme" | "language">,
) {
  const messages = language.messages.site;
  return (
    <div
      id="theme"
      class="choices"
      role="group"
      aria-label={messages.theme}
    >
      {THEMES.map((each) => (
        <button
          key={each}
          type="submit"
          name="theme"
          value={each}
          aria-pressed={`${each === theme}`}
        >
          {messages.themes[each]}
        </button>
      ))}
    </div>
  );
}

function Languages(
  { language, languages }: Pick<SiteFooterProps, "language" | "languages">,
) {
  return (
    <div
      id="language"
      class="choices"
      role="group"
      aria-label={language.messages.site.language}
    >
      {languages.map(({ code, name }) => (
        <button
          key={code}
          type="submit"
          name="language"
          value={code}
          lang={code}
          aria-pressed={`${code === language.code}`}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
