/**
 * Pages of a person who lost every second factor.
 *
 * @module
 */
import { accountRecovery } from "@latchkey/core/features";
import { userAt } from "../../routes/own_account.ts";
import { setUpApp } from "../../second_factor/authenticator.ts";
import { ANNA } from "../../site.ts";
import {
  annaOf,
  logInAs,
  type PageState,
  type Scene,
  send,
  sendFilled,
} from "./page_state.ts";

const PAGE = "/auth/account-recovery";

const HALF_HOUR_MS = 30 * 60 * 1000;

/** Pages of the person who recovers the account. */
const recovering: readonly PageState[] = [
  {
    name: "recovery-offered",
    async pose(scene) {
      await offered(scene);
    },
  },
  {
    name: "recovery-offered-logged-in",
    unpictured: true,
    async pose(scene) {
      const anna = await annaOf(scene);
      await setUpApp(scene.site, anna.id);
      await logInAs(scene, anna);
      await scene.page.goto(`${PAGE}?next=/account/authenticator`);
    },
  },
  {
    name: "recovery-running",
    async pose(scene) {
      await started(scene);
    },
  },
  {
    name: "recovery-ready",
    async pose(scene) {
      await started(scene);
      await wait(scene);
      await atSecondStep(scene);
      await scene.page.goto(PAGE);
    },
  },
  {
    name: "recovery-paused",
    async pose(scene) {
      await started(scene);
      const { id } = await userAt(scene.site, ANNA.username);
      await scene.site.services.use(accountRecovery)
        .cancel(id, { by: "link", client: null });
      await scene.page.goto(PAGE);
    },
  },
  {
    name: "recovery-finish",
    async pose(scene) {
      await started(scene);
      await wait(scene);
      await scene.page.goto(await mailedLink(scene, "finish"));
    },
  },
  {
    name: "recovery-finish-keep",
    unpictured: true,
    async pose(scene) {
      await started(scene);
      await wait(scene);
      await scene.page.goto(await mailedLink(scene, "finish"));
      await scene.page.locator("main details summary").click();
    },
  },
  {
    name: "recovery-finish-dead",
    unpictured: true,
    pose: async ({ page }) => void await page.goto(`${PAGE}/finish?token=void`),
  },
];

/** Pages of the owner. */
const stopping: readonly PageState[] = [
  {
    name: "recovery-banner",
    async pose(scene) {
      await started(scene);
      await logInAs(scene, await annaOf(scene));
      await scene.page.goto("/");
    },
  },
  {
    name: "recovery-banner-ready",
    unpictured: true,
    async pose(scene) {
      await started(scene);
      await wait(scene);
      await logInAs(scene, await annaOf(scene));
      await scene.page.goto("/account");
    },
  },
  {
    name: "recovery-stop",
    async pose(scene) {
      await started(scene);
      await scene.page.goto(await mailedLink(scene, "stop"));
    },
  },
  {
    name: "recovery-stopped",
    async pose(scene) {
      await started(scene);
      await scene.page.goto(await mailedLink(scene, "stop"));
      await send(scene.page);
    },
  },
  {
    name: "recovery-stop-dead",
    unpictured: true,
    pose: async ({ page }) => void await page.goto(`${PAGE}/stop?token=void`),
  },
];

/** All of them. */
export const recoveries = [...recovering, ...stopping];

async function atSecondStep({ page }: Scene): Promise<void> {
  await page.goto("/auth/login");
  await sendFilled(page, ANNA);
}

async function offered(scene: Scene): Promise<void> {
  const { id } = await userAt(scene.site, ANNA.username);
  await setUpApp(scene.site, id);
  await atSecondStep(scene);
  await scene.page.goto(PAGE);
}

async function started(scene: Scene): Promise<void> {
  await offered(scene);
  await send(scene.page);
  await scene.site.services.mail.settled();
}

/** Waits as long as a recovery takes. */
async function wait({ site: { services, clock } }: Scene): Promise<void> {
  for (let halves = 0; halves < 150; halves++) {
    clock.advance(HALF_HOUR_MS);
    await services.use(accountRecovery).advanceAll();
    await services.mail.settled();
  }
}

async function mailedLink(
  { site }: Scene,
  page: "stop" | "finish",
): Promise<string> {
  const { text } = await site.mailTo(ANNA.username);
  const [link] = text.match(RegExp(`/auth/\\S+/${page}\\?token=[\\w-]+`)) ?? [];
  if (!link) throw new Error(`The email has no link to ${page}.`);
  return link;
}
