/**
 * Pages of second factors.
 *
 * @module
 */
import { recoveryCodes } from "@latchkey/core/features";
import { userAt } from "../../routes/own_account.ts";
import { setUpApp } from "../../second_factor/authenticator.ts";
import { ANNA } from "../../site.ts";
import {
  annaOf,
  asAnna,
  logInAs,
  type PageState,
  type Scene,
  send,
  sendFilled,
} from "./page_state.ts";

const APPS = "/account/authenticator";
const CODES = "/account/recovery-codes";

/** Setting an app up. */
const settingUp: readonly PageState[] = [
  {
    name: "authenticator",
    async pose(scene) {
      await asAnna(scene);
      await scene.page.goto(APPS);
    },
  },
  {
    name: "authenticator-new",
    random: ".qr, .key",
    async pose(scene) {
      await begin(scene);
    },
  },
  {
    name: "authenticator-new-wrong",
    unpictured: true,
    async pose(scene) {
      await begin(scene);
      await sendFilled(scene.page, { code: "000000", name: "Phone" });
    },
  },
  {
    name: "authenticator-list",
    async pose(scene) {
      await annasApp(scene);
      await asProvenAnna(scene);
      await scene.page.goto(APPS);
    },
  },
  {
    name: "authenticator-confirm",
    async pose(scene) {
      await annasApp(scene);
      await logInAs(scene, await annaOf(scene), 0);
      await scene.page.goto(`${APPS}/new?setup=none`);
    },
  },
];

/** Recovery codes. */
const codes: readonly PageState[] = [
  {
    name: "recovery-codes",
    async pose(scene) {
      await annasCodes(scene);
      await asProvenAnna(scene);
      await scene.page.goto(CODES);
    },
  },
  {
    name: "recovery-codes-new",
    random: ".codes",
    async pose(scene) {
      await annasApp(scene);
      await asProvenAnna(scene);
      await scene.page.goto(CODES);
      await send(scene.page);
    },
  },
  {
    name: "recovery-codes-few",
    async pose(scene) {
      const [first, ...rest] = await annasCodes(scene);
      const { id } = await userAt(scene.site, ANNA.username);
      const left = scene.site.services.use(recoveryCodes);
      for (const code of rest.slice(0, 7)) await left.use(id, code);
      await atSecondStep(scene);
      await scene.page.locator("main details summary").click();
      await sendFilled(scene.page, { proof: first }, "main details form");
    },
  },
  {
    name: "account-few-codes",
    async pose(scene) {
      const made = await annasCodes(scene);
      const { id } = await userAt(scene.site, ANNA.username);
      const left = scene.site.services.use(recoveryCodes);
      for (const code of made.slice(0, 8)) await left.use(id, code);
      await asAnna(scene);
      await scene.page.goto("/account");
    },
  },
];

/** The second step of a login. */
const loggingIn: readonly PageState[] = [
  {
    name: "second-factor",
    async pose(scene) {
      await annasCodes(scene);
      await atSecondStep(scene);
    },
  },
  {
    name: "second-factor-wrong",
    unpictured: true,
    async pose(scene) {
      await annasCodes(scene);
      await atSecondStep(scene);
      await sendFilled(scene.page, { proof: "000000" }, "main > form.card");
    },
  },
];

/** All of them. */
export const secondFactors = [...settingUp, ...codes, ...loggingIn];

/** Begins to set an app up. */
async function begin(scene: Scene): Promise<void> {
  await asAnna(scene);
  await scene.page.goto(APPS);
  await send(scene.page);
}

async function annasApp({ site }: Pick<Scene, "site">): Promise<void> {
  await setUpApp(site, (await userAt(site, ANNA.username)).id);
}

/** Logs Anna in as if she had just shown her app. */
async function asProvenAnna(scene: Scene): Promise<void> {
  const now = scene.site.services.now();
  await logInAs(scene, await annaOf(scene), now, now);
}

async function annasCodes(scene: Scene): Promise<string[]> {
  await annasApp(scene);
  const { id } = await userAt(scene.site, ANNA.username);
  return await scene.site.services.use(recoveryCodes).replace(id);
}

async function atSecondStep({ page }: Scene): Promise<void> {
  await page.goto("/auth/login");
  await sendFilled(page, ANNA);
}
