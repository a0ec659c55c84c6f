import { asset } from "fresh/runtime";
import { SiteMap } from "../components/SiteMap.tsx";
import { UnverifiedBanner } from "../components/UnverifiedBanner.tsx";
import { define } from "../lib/state.ts";

/** The document around every page. */
export default define.page(function App({ Component, state, url }) {
  const { user, services: { settings, mail } } = state;
  const toConfirm = user && !user.verified && mail.enabled &&
    url.pathname !== "/auth/verify";
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href={asset("/latchkey.svg")} type="image/svg+xml" />
        <link rel="stylesheet" href={asset("/styles.css")} />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the page</a>
        <header>
          <a class="brand" href="/">
            <img src={asset("/latchkey.svg")} alt="" width="28" height="28" />
            <span>Latchkey</span>
          </a>
          <SiteMap user={user} path={url.pathname} signUp={settings.signUp} />
        </header>
        {toConfirm && <UnverifiedBanner address={user.address} />}
        <main id="main">
          <Component />
        </main>
      </body>
    </html>
  );
});
