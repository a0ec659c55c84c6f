import { FactorBanner } from "../components/FactorBanner.tsx";
import { PageOwner } from "../components/FormOwner.tsx";
import { Frame } from "../components/Frame.tsx";
import { Identity } from "../components/Identity.tsx";
import { PasskeyOffer } from "../components/PasskeyOffer.tsx";
import { RecoveryBanner } from "../components/RecoveryBanner.tsx";
import { UnverifiedBanner } from "../components/UnverifiedBanner.tsx";
import { findRunningRecovery } from "@latchkey/core";
import { footerReplay, isPasskeyOffered, themeOf } from "@latchkey/core/http";
import { define, type State } from "../lib/state.ts";

/** Pages that offer no passkey: those of passkeys themselves, and those of emailed links. */
const WITHOUT_OFFER = /^\/(?:auth|account\/passkeys)\//;

/** The document around every page. */
export default define.page(async function App({ Component, ...ctx }) {
  const { req, route, state, url } = ctx;
  const { user, language, services: { settings, mail } } = state;
  const { code, direction, messages } = language;
  const theme = themeOf(settings, req.headers);
  const toConfirm = user && !user.verified && mail.enabled &&
    url.pathname !== "/auth/verify";
  const recovery = await recoveryOf(state);
  const isOffered = !WITHOUT_OFFER.test(`${url.pathname}/`) &&
    await offers(state);
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
            banner={recovery
              ? <RecoveryBanner recovery={recovery} language={language} />
              : state.factorDeadline
              ? (
                <FactorBanner
                  deadline={state.factorDeadline}
                  language={language}
                />
              )
              : toConfirm
              ? (
                <UnverifiedBanner
                  address={user.address}
                  messages={messages.site.banner}
                />
              )
              : isOffered && (
                <PasskeyOffer
                  back={footerReplay(url, state.shown).back}
                  messages={messages.passkeys.offer}
                />
              )}
          >
            <Component />
          </Frame>
        </PageOwner.Provider>
      </body>
    </html>
  );
});

/** The recovery that someone started for the logged-in person's account. */
async function recoveryOf({ services, user }: State) {
  if (!user) return null;
  try {
    return await findRunningRecovery(services, user.id);
  } catch (error) {
    // The error page must not fail too.
    services.log.error("recovery_not_found", error);
    return null;
  }
}

/** Whether the page offers a passkey. */
async function offers(state: State) {
  try {
    return await isPasskeyOffered({ state });
  } catch {
    return false; // As above.
  }
}
