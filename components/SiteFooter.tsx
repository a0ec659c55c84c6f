/**
 * What is at the foot of every page: the choice of colours and of the language. Both are
 * forms, which work without script, and what was chosen holds before the next page is drawn.
 *
 * @module
 */
import type { ComponentChild } from "preact";
import { type Theme, THEMES } from "@latchkey/core/http";
import { FormOwner } from "./FormOwner.tsx";
import { site } from "../lib/site.ts";
import type { Language } from "../lib/messages/language.ts";

/** What holds now, and on which page. */
export interface SiteFooterProps {
  readonly theme: Theme;
  readonly language: Language;
  /** The address of the page, without its origin. */
  readonly back: string;
  /** Hidden fields with the form that the page answers, if it answers one. */
  readonly again?: ComponentChild;
}

/** One form: the button that is pressed is what it sends. */
export function SiteFooter(
  { theme, language, back, again }: SiteFooterProps,
) {
  return (
    <footer>
      <form method="post" action="/preferences">
        <FormOwner />
        <input type="hidden" name="back" value={back} />
        {again}
        <Choices theme={theme} language={language} />
      </form>
    </footer>
  );
}

function Choices({ theme, language }: Omit<SiteFooterProps, "back" | "again">) {
  const messages = language.messages.site;
  return (
    <>
      <div class="choices" role="group" aria-label={messages.theme}>
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
      <div
        id="language"
        class="choices"
        role="group"
        aria-label={messages.language}
      >
        {site.languages.map(({ code, name }) => (
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
    </>
  );
}
