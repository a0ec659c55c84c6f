/**
 * Pages for visitors who aren't logged in.
 *
 * @module
 */
import { createInvitation } from "@latchkey/core";
import { CLARA, GUARDED_PAGE } from "../../pages.ts";
import { ANNA } from "../../site.ts";
import { awake } from "../inspector.ts";
import {
  answerNothing,
  fill,
  type PageState,
  type Scene,
  send,
  sendFilled,
  sendWithMistakes,
} from "./page_state.ts";

const WRONG = { ...ANNA, password: "wrong horse" };

/** Logs in until no attempts are left. */
const MORE_THAN_ALLOWED = 11;

const at = (path: string) => async ({ page }: Scene) => {
  await page.goto(path);
};

const logIn: readonly PageState[] = [
  { name: "home", pose: at("/") },
  { name: "login", pose: at("/auth/login") },
  {
    name: "login-mistakes",
    async pose({ page }) {
      await page.goto("/auth/login");
      await sendWithMistakes(page);
    },
  },
  {
    name: "login-refused",
    async pose({ page }) {
      await page.goto("/auth/login");
      await sendFilled(page, WRONG);
    },
  },
  {
    name: "login-busy",
    unpictured: true,
    async pose({ page }) {
      await page.goto("/auth/login");
      await awake(page);
      await answerNothing(page, "/auth/login");
      await fill(page, WRONG);
      await page.locator("main form [type=submit]").click();
      await page.locator("form[aria-busy=true]").waitFor();
    },
  },
  {
    name: "login-too-often",
    unpictured: true,
    async pose({ page, site }) {
      const guesser = site.visitor();
      for (let attempt = 0; attempt < MORE_THAN_ALLOWED; attempt++) {
        await guesser.post("/auth/login", WRONG);
      }
      await page.goto("/auth/login");
      await sendFilled(page, WRONG);
    },
  },
  {
    name: "login-development",
    site: { services: { settings: { appEnv: "development" } } },
    pose: at("/auth/login"),
  },
];

const signUp: readonly PageState[] = [
  { name: "sign-up", pose: at("/auth/signup") },
  {
    name: "sign-up-mistakes",
    async pose({ page }) {
      await page.goto("/auth/signup");
      await fill(page, { address: "clara@example", password: "football1" });
      await sendWithMistakes(page);
    },
  },
  {
    name: "sign-up-common-password",
    unpictured: true,
    async pose({ page }) {
      await page.goto("/auth/signup");
      await sendFilled(page, { ...CLARA, password: "passwordpassword" });
    },
  },
  {
    name: "code-mailed",
    async pose({ page }) {
      await page.goto("/auth/signup");
      await sendFilled(page, CLARA);
    },
  },
  {
    name: "code-wrong",
    unpictured: true,
    async pose({ page }) {
      await page.goto("/auth/signup");
      await sendFilled(page, CLARA);
      await sendFilled(page, { code: "000000" });
    },
  },
  { name: "code", pose: at("/auth/verify") },
  {
    name: "code-mistakes",
    unpictured: true,
    async pose({ page }) {
      await page.goto("/auth/verify");
      await send(page);
    },
  },
  shut("closed", "closed"),
  shut("uninvited", "invite"),
  shut("invitation-void", "invite", () => Promise.resolve("void")),
  {
    ...shut("invitation", "invite", ({ site }) => invitationOf(site)),
    name: "sign-up-invited",
  },
];

const recovering: readonly PageState[] = [
  { name: "recover", pose: at("/auth/recover") },
  {
    name: "recover-mistakes",
    unpictured: true,
    async pose({ page }) {
      await page.goto("/auth/recover");
      await send(page);
    },
  },
  {
    name: "recover-mailed",
    async pose({ page }) {
      await page.goto("/auth/recover");
      await sendFilled(page, { address: ANNA.username });
    },
  },
  { name: "link", pose: at(`/auth/link?next=${GUARDED_PAGE}`) },
  {
    name: "link-mistakes",
    unpictured: true,
    async pose({ page }) {
      await page.goto("/auth/link");
      await sendFilled(page, { address: "nobody" });
    },
  },
  {
    name: "link-mailed",
    unpictured: true,
    async pose({ page }) {
      await page.goto("/auth/link");
      await sendFilled(page, { address: ANNA.username });
    },
  },
];

/** All of them. */
export const entrance = [...logIn, ...signUp, ...recovering];

function shut(
  why: string,
  signUp: "closed" | "invite",
  invitation?: (scene: Scene) => Promise<string>,
): PageState {
  return {
    name: `sign-up-${why}`,
    site: { services: { settings: { signUp } } },
    ...why !== "closed" && { unpictured: true },
    async pose(scene) {
      const invite = invitation ? `?invite=${await invitation(scene)}` : "";
      await scene.page.goto(`/auth/signup${invite}`);
    },
  };
}

function invitationOf({ services }: Scene["site"]): Promise<string> {
  const { address } = CLARA;
  return createInvitation(services, { address, lifetimeSeconds: 3600 });
}
