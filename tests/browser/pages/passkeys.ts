/**
 * Pages about passkeys.
 *
 * @module
 */
import { passkeys } from "@latchkey/core/features";
import { softwareAuthenticator } from "@latchkey/core/testing";
import { ANNA } from "../../site.ts";
import { HAS_PASSKEYS } from "../../site_features.ts";
import {
  annaOf,
  asAnna,
  logInAs,
  type PageState,
  type Scene,
  sendFilled,
} from "./page_state.ts";

const ICLOUD = "fbfc3007-154e-4ecc-8c0b-6e020557d7bd";

/** Adds two passkeys to Anna's account. */
async function addPasskeys({ site }: Pick<Scene, "site">) {
  const anna = await annaOf({ site });
  const queries = site.services.use(passkeys);
  const page = new URL(site.origin);
  const party = queries.party(page);
  for (
    const options of [{ aaguid: ICLOUD }, { backedUp: false }]
  ) {
    const authenticator = await softwareAuthenticator({
      ...options,
      origin: site.origin,
    });
    const made = await queries.creationOptions(party, anna);
    const response = await authenticator.create(made!);
    const name = "Firefox on Windows";
    await queries.register(party, anna.id, { response, name });
    site.clock.advance(60_000);
  }
  return anna;
}

const withPasskeys = (path: string) => async (scene: Scene) => {
  await addPasskeys(scene);
  await asAnna(scene);
  await scene.page.goto(path);
};

const states: readonly PageState[] = [
  { name: "passkeys", pose: withPasskeys("/account/passkeys") },
  {
    name: "passkeys-empty",
    unpictured: true,
    async pose(scene) {
      await asAnna(scene);
      await scene.page.goto("/account/passkeys");
    },
  },
  {
    name: "passkey-mistakes",
    unpictured: true,
    async pose(scene) {
      const anna = await addPasskeys(scene);
      const now = scene.site.services.now();
      await logInAs(scene, anna, now, now);
      await scene.page.goto("/account/passkeys");
      await scene.page.locator("main summary").first().click();
      await sendFilled(
        scene.page,
        { name: "x".repeat(200) },
        "main details[open] form",
      );
    },
  },
  {
    name: "passkey-new",
    async pose(scene) {
      await asAnna(scene);
      await scene.page.goto("/account/passkeys/new");
    },
  },
  {
    name: "passkey-step-up",
    async pose(scene) {
      await logInAs(scene, await addPasskeys(scene), 0);
      await scene.page.goto("/account/passkeys/new");
    },
  },
  {
    name: "passkey-failed",
    async pose({ page }) {
      await page.goto("/auth/login");
      const answered = page.waitForEvent("load");
      await page.locator("[data-call]").evaluate((field) =>
        (field as HTMLInputElement).form!.submit()
      );
      await answered;
    },
  },
  {
    name: "passkey-offer",
    async pose({ page }) {
      await page.goto("/auth/login?next=/private");
      const { username, password } = ANNA;
      await sendFilled(page, { username, password });
      await page.locator("aside.banner").waitFor();
    },
  },
];

/** All of them, if the site has passkeys. */
export const ownPasskeys = HAS_PASSKEYS ? states : [];
