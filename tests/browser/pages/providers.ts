/**
 * Pages about logging in with a provider.
 *
 * @module
 */
import type { ProviderIdentity, ProviderProblem } from "@latchkey/core";
import { fakeProvider } from "@latchkey/core/testing";
import {
  BRANDS,
  buttonsAbove,
  withProviders,
} from "../../routes/login_provider.ts";
import { userAt } from "../../routes/own_account.ts";
import { ANNA, BERT } from "../../site.ts";
import { HAS_PROVIDERS } from "../../site_features.ts";
import {
  annaOf,
  asAnna,
  logInAs,
  type PageState,
  type Scene,
  send,
  sendFilled,
} from "./page_state.ts";
import type { SiteOptions } from "../served_site.ts";

const LOGIN = "/auth/login?next=/private";
const LOGINS = "/account/logins";

/** The provider. */
const AWAY = "https://fake.example/";

/** The button that links a login. */
const LINK = "form:has([name=link]) button";

/** Who the provider says the person is, or how it fails. */
type Answer = Partial<ProviderIdentity> | ProviderProblem;

/** Anna at the provider. */
const AS_ANNA: Answer = { address: ANNA.username, username: "anna" };

/** A state of a site with the provider, which answers like this. */
function state(
  name: string,
  answer: Answer,
  pose: (scene: Scene, comeBack: ComeBack) => Promise<void>,
  { settings, ...more }: Extra = {},
): PageState {
  const provider = fakeProvider({
    id: "google",
    label: "Google",
    logoutUrl: () => Promise.resolve(new URL("https://fake.example/logout")),
  });
  return {
    name,
    site: { services: { ...withProviders(provider), settings } },
    ...more,
    async pose(scene) {
      provider.answer(answer);
      const { context, page } = scene;
      // Only the first request of a redirected one can be changed.
      await context.route(
        /\/auth\/provider\/google$|\/logins$/,
        async (route) => {
          if (route.request().method() !== "POST") {
            return await route
              .continue();
          }
          const response = await route.fetch({ maxRedirects: 0 });
          const { location = "", ...headers } = response.headers();
          const isAway = location.startsWith(AWAY);
          const to = isAway ? provider.callback(location) : location;
          await route.fulfill({
            response,
            headers: { ...headers, location: to },
          });
        },
      );
      await pose(scene, async (path = LOGIN, button = ".providers button") => {
        await page.goto(path);
        const answered = page.waitForResponse(/\/callback\?/);
        await page.locator(button).click();
        const callback = (await answered).url();
        await page.waitForLoadState();
        return callback;
      });
    },
  };
}

/**
 * Presses a button that leads to the provider, which leads back. Returns the URL to which it does.
 */
type ComeBack = (path?: string, button?: string) => Promise<string>;

type Extra = Pick<PageState, "unpictured"> & {
  readonly settings?: NonNullable<SiteOptions["services"]>["settings"];
};

/** The page after the provider's answer. */
const answered = (name: string, answer: Answer, extra?: Extra) =>
  state(name, answer, async (_scene, comeBack) => void await comeBack(), extra);

const at = (path: string) => async ({ page }: Scene) => {
  await page.goto(path);
};

const entrance: readonly PageState[] = [
  {
    name: "login-providers",
    site: { services: withProviders(...BRANDS) },
    pose: at("/auth/login"),
  },
  {
    name: "login-providers-above",
    site: {
      services: { ...withProviders(...BRANDS), settings: buttonsAbove() },
    },
    pose: at("/auth/login"),
  },
  {
    name: "sign-up-providers",
    site: { services: withProviders(...BRANDS) },
    pose: at("/auth/signup"),
  },
];

const failures: readonly PageState[] = [
  answered("provider-cancelled", "cancelled"),
  answered("provider-invalid", "invalid", { unpictured: true }),
  answered("provider-closed", {}, {
    settings: { signUp: "closed" },
    unpictured: true,
  }),
  state("provider-down", "down", async ({ page }) => {
    await page.goto("/auth/login");
    await send(page, ".providers form");
  }),
  state("provider-used", {}, async ({ page, context }, comeBack) => {
    const used = await comeBack();
    await context.clearCookies({ name: /access_token/ });
    await page.goto(used);
  }, { unpictured: true }),
  state(
    "provider-foreign",
    {},
    at("/auth/provider/google/callback?state=unknown&code=a"),
    {
      unpictured: true,
    },
  ),
];

const signUp: readonly PageState[] = [
  answered("provider-sign-up", { addressVerified: false }),
  state("provider-sign-up-mistakes", { address: null }, async (
    { page },
    comeBack,
  ) => {
    await comeBack();
    await send(page);
  }),
  state("provider-sign-up-mailed", { address: null }, async (
    { page },
    comeBack,
  ) => {
    await comeBack();
    await sendFilled(page, { address: "ada@example.com" });
  }, { unpictured: true }),
  answered("provider-known", AS_ANNA),
  state("provider-link", AS_ANNA, async (scene, comeBack) => {
    await comeBack();
    await asAnna(scene);
    await scene.page.goto("/account/logins/link");
  }),
  state("provider-link-other", AS_ANNA, async (scene, comeBack) => {
    await comeBack();
    await logInAs(scene, await userAt(scene.site, BERT.username));
    await scene.page.goto("/account/logins/link");
  }, { unpictured: true }),
];

const account: readonly PageState[] = [
  state("linked-logins-empty", {}, async (scene) => {
    await asAnna(scene);
    await scene.page.goto(LOGINS);
  }),
  state("linked-logins", AS_ANNA, async (scene, comeBack) => {
    await asAnna(scene);
    await comeBack(LOGINS, LINK);
  }),
  state("linked-login-last", AS_ANNA, async (scene, comeBack) => {
    const { id } = await asAnna(scene);
    await comeBack(LOGINS, LINK);
    await scene.site.services.store.users.update(id, { passwordHash: "" });
    await send(scene.page, "main form:has([name=unlink])");
  }, { unpictured: true }),
  state("linked-login-elsewhere", AS_ANNA, async (scene, comeBack) => {
    await asAnna(scene);
    await comeBack(LOGINS, LINK);
    await scene.context.clearCookies({ name: /access_token/ });
    await logInAs(scene, await userAt(scene.site, BERT.username));
    await comeBack(LOGINS, LINK);
  }),
  state("provider-step-up", AS_ANNA, async (scene, comeBack) => {
    const { id } = await asAnna(scene);
    await comeBack(LOGINS, LINK);
    await scene.site.services.store.users.update(id, { passwordHash: "" });
    await logInAs(scene, await annaOf(scene), 0);
    await scene.page.goto("/account/address");
  }),
  state("logged-out-elsewhere", AS_ANNA, async (scene, comeBack) => {
    await asAnna(scene);
    await comeBack(LOGINS, LINK);
    await scene.context.clearCookies({ name: /access_token/ });
    await comeBack();
    await send(scene.page, "header form");
  }),
];

/** All of them, if the site has login with a provider. */
export const providers = HAS_PROVIDERS
  ? [...entrance, ...failures, ...signUp, ...account]
  : [];
