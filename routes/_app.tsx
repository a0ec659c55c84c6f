import { asset } from "fresh/runtime";
import { SiteMap } from "../components/SiteMap.tsx";
import { define } from "../lib/state.ts";

/** The document around every page. */
export default define.page(function App({ Component, state, url }) {
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
            Latchkey
          </a>
          <SiteMap user={state.user} path={url.pathname} />
        </header>
        <main id="main">
          <Component />
        </main>
      </body>
    </html>
  );
});
