/**
 * The header and footer around every page.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { callName, type Services, type UserView } from "@latchkey/core";
import { footerReplay } from "@latchkey/core/http";
import { SiteFooter, type SiteFooterProps } from "./SiteFooter.tsx";
import { SiteHeader } from "./SiteHeader.tsx";
import type { State } from "../lib/state.ts";

/** Props of {@linkcode Frame}. */
export interface FrameProps
  extends
    Pick<Services["settings"], "signUp">,
    Pick<SiteFooterProps, "theme" | "language" | "languages"> {
  readonly user: UserView | null;
  readonly url: URL;
  /** The pattern of the page's route; null if there is no page. */
  readonly route: string | null;
  /** The submitted form, if the page can be shown again with it. */
  readonly shown: State["shown"];
  /** Shown between the header and the page. */
  readonly banner: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page with its header and footer. */
export function Frame(props: FrameProps) {
  const { user, url, route, shown, theme, language, languages, signUp } = props;
  const { back, fields } = footerReplay(url, shown);
  return (
    <>
      <SiteHeader
        user={user && { name: callName(user), roles: user.roles }}
        path={url.pathname === route ? route : ""}
        signUp={signUp}
        messages={language.messages.site}
      />
      {props.banner}
      <main id="main">{props.children}</main>
      <SiteFooter
        theme={theme}
        language={language}
        languages={languages}
        back={back}
        again={Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      />
    </>
  );
}
