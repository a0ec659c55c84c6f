import { Identity } from "../components/Identity.tsx";
import { SiteFooter } from "../components/SiteFooter.tsx";
import { SiteHeader } from "../components/SiteHeader.tsx";
import { UnverifiedBanner } from "../components/UnverifiedBanner.tsx";
import { themeOf } from "../lib/http/theme.ts";
import { define } from "../lib/state.ts";

/** The document around every page. */
export default define.page(function App({ Component, req, state, url }) {
  const { user, language, services: { settings, mail } } = state;
  const { code, direction, words } = language;
  const theme = themeOf(settings, req.headers);
  const toConfirm = user && !user.verified && mail.enabled &&
    url.pathname !== "/auth/verify";
  return (
    <html lang={code} dir={direction} data-theme={theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Identity
          theme={theme}
          language={language}
          path={url.pathname}
          publicUrl={settings.publicUrl}
        />
      </head>
      <body>
        <SiteHeader
          user={user}
          path={url.pathname}
          signUp={settings.signUp}
          words={words.site}
        />
        {toConfirm && (
          <UnverifiedBanner address={user.address} words={words.site.banner} />
        )}
        <main id="main">
          <Component />
        </main>
        <SiteFooter theme={theme} language={language} url={url} />
      </body>
    </html>
  );
});
