import { FactorBanner } from "../components/FactorBanner.tsx";
import { PageOwner } from "../components/FormOwner.tsx";
import { Frame } from "../components/Frame.tsx";
import { Identity } from "../components/Identity.tsx";
import { PasskeyOffer } from "../components/PasskeyOffer.tsx";
import { RecoveryBanner } from "../components/RecoveryBanner.tsx";
import { UnverifiedBanner } from "../components/UnverifiedBanner.tsx";
import { isUpdated, PageUpdates } from "../components/PageUpdates.tsx";
import type { Context } from "fresh";
import { Partial } from "fresh/runtime";
import { findRunningRecovery } from "@latchkey/core";
import { footerReplay, isPasskeyOffered, themeOf } from "@latchkey/core/http";
import { define, type State } from "../lib/state.ts";

/** Pages that offer no passkey: those of passkeys themselves, and those of emailed links. */
const WITHOUT_OFFER = /^\/(?:auth|account\/passkeys)\//;

/** The document around every page. */
export default define.page(async function App({ Component, ...ctx }) {
  const { req, route, state, url } = ctx;
  const { user, language, services: { settings, site } } = state;
  const { code, direction } = language;
  const theme = themeOf(settings, req.headers);
  const frame = (
    <Frame
      user={user}
      url={url}
      route={route}
      shown={state.shown}
      theme={theme}
      language={language}
      languages={site.languages}
      signUp={settings.signUp}
      banner={await bannerFor(state, url)}
    >
      <Component />
    </Frame>
  );
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
          {canBeUpdated(ctx)
            ? (
              <>
                <PageUpdates language={language} />
                <Partial name={`page ${code} ${theme}`}>{frame}</Partial>
              </>
            )
            : frame}
        </PageOwner.Provider>
      </body>
    </html>
  );
});

/**
 * Whether the page can be shown in the place of another, and another in its place. Error pages
 * and pages with forms that lead to other sites have policies of their own, which only apply if
 * the browser loads them. The partial's name does the same for another language or theme.
 */
function canBeUpdated(
  { error, route, state, url }: Pick<
    Context<State>,
    "error" | "route" | "state" | "url"
  >,
): boolean {
  return !error && route !== null && !state.formOrigins?.length &&
    isUpdated(url.pathname);
}

/** What the logged-in person should know or do first; null if that can't be found out. */
async function bannerFor(state: State, url: URL) {
  try {
    return await findBanner(state, url);
  } catch (error) {
    // The error page must not fail too.
    state.services.log.error("banner_failed", error);
    return null;
  }
}

async function findBanner(state: State, url: URL) {
  const { user, language, services, factorDeadline } = state;
  const { site, passkeys } = language.messages;
  if (!user) return null;
  const recovery = await findRunningRecovery(services, user.id);
  if (recovery) {
    return <RecoveryBanner recovery={recovery} language={language} />;
  }
  if (factorDeadline) {
    return <FactorBanner deadline={factorDeadline} language={language} />;
  }
  const isConfirming = url.pathname === "/auth/verify";
  if (!user.verified && services.mail.enabled && !isConfirming) {
    return <UnverifiedBanner address={user.address} messages={site.banner} />;
  }
  const isOffered = !WITHOUT_OFFER.test(`${url.pathname}/`) &&
    await isPasskeyOffered({ state });
  if (!isOffered) return null;
  const { back } = footerReplay(url, state.shown);
  return <PasskeyOffer back={back} messages={passkeys.offer} />;
}
