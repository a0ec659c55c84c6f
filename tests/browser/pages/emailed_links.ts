/**
 * The pages behind emailed links.
 *
 * @module
 */
import { CLARA } from "../../pages.ts";
import { askForAddress, moveTo } from "../../routes/own_account.ts";
import { recoveryLink } from "../../routes/mailed_link.ts";
import { signUpClara } from "../../routes/sign_up.ts";
import { undoLink } from "../../routes/account_takeover.ts";
import { ANNA, BERT, linkIn, secureAccountLinkIn } from "../../site.ts";
import { awake } from "../inspector.ts";
import {
  answerNothing,
  asAnna,
  type PageState,
  type Scene,
  send,
  sendFilled,
  sendWithMistakes,
} from "./page_state.ts";

const ELSEWHERE = "anna@elsewhere.example";

const confirming: readonly PageState[] = [
  {
    name: "confirm-elsewhere",
    async pose({ page, site }) {
      await page.goto((await signUpClara(site)).link);
    },
  },
  {
    name: "confirm-elsewhere-wrong",
    unpictured: true,
    async pose({ page, site }) {
      await page.goto((await signUpClara(site)).link);
      await sendFilled(page, { password: "wrong" }, "main form.card");
    },
  },
  {
    name: "confirm",
    async pose({ page, site }) {
      await answerNothing(page, "/auth/verify");
      await page.goto("/auth/signup");
      const address = "clara@example.com";
      await sendFilled(page, { ...CLARA, address });
      const link = linkIn(await site.mailTo(address));
      // The page submits its form by itself, possibly before it has loaded.
      await page.goto(link, { waitUntil: "commit" });
      await awake(page);
    },
  },
  {
    name: "confirmed",
    async pose(scene) {
      await asAnna(scene);
      await scene.page.goto("/auth/verify");
    },
  },
  dead("confirm-dead", "/auth/verify?token=void"),
];

const loggingIn: readonly PageState[] = [
  {
    name: "new-password",
    async pose({ page, site }) {
      await page.goto(await recoveryLink(site));
    },
  },
  {
    name: "new-password-mistakes",
    unpictured: true,
    async pose({ page, site }) {
      await page.goto(await recoveryLink(site));
      await sendWithMistakes(page);
    },
  },
  dead("new-password-dead", "/auth/recover/new?token=void"),
  {
    name: "link-opened",
    async pose({ page, site }) {
      await site.visitor().post("/auth/link", { address: ANNA.username });
      await page.goto(linkIn(await site.mailTo(ANNA.username)));
    },
  },
  dead("link-dead", "/auth/link/open?token=void"),
];

const moving: readonly PageState[] = [
  {
    name: "new-address",
    async pose(scene) {
      const link = await newAddressLink(scene);
      await scene.page.goto(link);
    },
  },
  {
    name: "new-address-own",
    async pose(scene) {
      const link = await newAddressLink(scene);
      await asAnna(scene);
      await scene.page.goto(link);
    },
  },
  {
    name: "new-address-taken",
    async pose(scene) {
      const link = await newAddressLink(scene);
      await scene.site.addUser(ELSEWHERE, BERT.password);
      await asAnna(scene);
      await scene.page.goto(link);
      await send(scene.page);
    },
  },
  {
    name: "new-address-used",
    unpictured: true,
    async pose(scene) {
      await scene.page.goto(await newAddressLink(scene));
      await sendFilled(scene.page, { password: ANNA.password });
    },
  },
  dead("new-address-dead", "/auth/address?token=void"),
];

const secureAccount: readonly PageState[] = [
  {
    name: "secure-account",
    async pose({ page, site }) {
      const anna = site.visitor();
      await anna.logIn(ANNA);
      await site.services.mail.settled();
      await moveTo(site, anna, ELSEWHERE);
      await page.goto(await undoLink(site));
    },
  },
  {
    name: "secure-account-login",
    unpictured: true,
    async pose({ page, site }) {
      await site.visitor().logIn(ANNA);
      const other = site.visitor();
      await other.post("/auth/login", ANNA, { "user-agent": "Firefox/1" });
      await page.goto(secureAccountLinkIn(await site.mailTo(ANNA.username)));
    },
  },
  dead("secure-account-dead", "/auth/secure-account?token=void"),
];

/** All of them. */
export const mailed = [
  ...confirming,
  ...loggingIn,
  ...moving,
  ...secureAccount,
];

/**
 * Two look different: the one with a button that leads to a form, and the
 * expired one.
 */
function dead(name: string, path: string): PageState {
  return {
    name,
    ...name !== "new-password-dead" && { unpictured: true },
    pose: async ({ page }) => void await page.goto(path),
  };
}

async function newAddressLink({ site }: Scene): Promise<string> {
  const anna = site.visitor();
  await anna.logIn(ANNA);
  return await askForAddress(site, anna, ELSEWHERE);
}
