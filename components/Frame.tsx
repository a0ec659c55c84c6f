/**
 * What is around every page: the way to other pages above it, what can be chosen below.
 *
 * @module
 */
import type { ComponentChild, VNode } from "preact";
import { callName, type UserView } from "@latchkey/core";
import { type ShownPage, type Theme, waysBack } from "@latchkey/core/http";
import type { Settings } from "@latchkey/core/server";
import { drawn, hole } from "./drawn.ts";
import { PageOwner } from "./FormOwner.tsx";
import { SiteFooter } from "./SiteFooter.tsx";
import { SiteHeader } from "./SiteHeader.tsx";
import type { Language } from "../lib/messages/language.ts";

/** What {@linkcode framed} goes by. */
export interface FrameProps extends Pick<Settings, "signUp"> {
  readonly user: UserView | null;
  readonly url: URL;
  /** The pattern of the page's addresses; null where there is no page. */
  readonly route: string | null;
  /** The form that the page answers, if it can be shown again. */
  readonly shown: ShownPage | undefined;
  readonly theme: Theme;
  readonly language: Language;
}

/** What is put into a frame that was drawn. */
const [NAME, BANNER, PAGE, BACK, AGAIN, OWNER] = [0, 1, 2, 3, 4, 5].map(hole);

/**
 * A page in its frame. The frame is drawn once for each place, theme, language and set of
 * roles; from then on only the person, the banner, the page and the way back are put in.
 */
export function framed(
  { user, url, route, shown, theme, language, signUp }: FrameProps,
  banner: ComponentChild,
  page: ComponentChild,
): VNode {
  // There are as many patterns as routes, but of addresses as many as anybody likes.
  const path = url.pathname === route ? route : "";
  const roles = user ? user.roles.toSorted().join() : "stranger";
  const key = `frame ${path} ${theme} ${language.code} ${signUp} ${roles}`;
  const frame = drawn(key, () => (
    <PageOwner.Provider value={OWNER}>
      <SiteHeader
        user={user && { name: NAME, roles: user.roles }}
        path={path}
        signUp={signUp}
        words={language.words.site}
      />
      {BANNER}
      <main id="main">{PAGE}</main>
      <SiteFooter
        theme={theme}
        language={language}
        back={BACK}
        again={AGAIN}
      />
    </PageOwner.Provider>
  ));
  const { back, fields } = waysBack(url, shown);
  const again = Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
  const name = user && callName(user);
  return frame(name, banner, page, back, again, user?.id ?? "");
}
