import { FactorBanner } from "../components/FactorBanner.tsx";
import { PageOwner } from "../components/FormOwner.tsx";
import { Frame } from "../components/Frame.tsx";
import { Identity } from "../components/Identity.tsx";
import { UnverifiedBanner } from "../components/UnverifiedBanner.tsx";
import { themeOf } from "@latchkey/core/http";
import { define } from "../lib/state.ts";

/** The document around every page. */
export default define.page(function App({ Component, req, route, state, url }) {
  const { user, language, services: { settings, mail } } = state;
  const { code, direction, messages } = language;
  const theme = themeOf(settings, req.headers);
  const toConfirm = user && !user.verified && mail.enabled &&
    url.pathname !== "/auth/verify";
  return (
    <html lang={code} dir={direction} data-theme={theme}>
      <head>
        <Identity
          theme={theme}
          language={language}
          path={url.pathname}
          publicUrl={settings.publicUrl}
        />
      </head>
      <body>
        <PageOwner.Provider value={user?.id ?? ""}>
          <Frame
            user={user}
            url={url}
            route={route}
            shown={state.shown}
            theme={theme}
            language={language}
            signUp={settings.signUp}
            banner={
              <>
                {toConfirm && (
                  <UnverifiedBanner
                    address={user.address}
                    messages={messages.site.banner}
                  />
                )}
                {state.factorDeadline && (
                  <FactorBanner
                    deadline={state.factorDeadline}
                    language={language}
                  />
                )}
              </>
            }
          >
            <Component />
          </Frame>
        </PageOwner.Provider>
      </body>
    </html>
  );
});
