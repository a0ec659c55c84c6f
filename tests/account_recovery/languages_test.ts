/** The pages of account recovery in every language. */
import { accountRecovery as feature } from "@latchkey/core/features";
import { site as SITE } from "../../lib/site.ts";
import { assertWhole } from "../i18n/whole_pages.ts";
import { ANNA } from "../site.ts";
import { testApp } from "../site_features.ts";
import { visitorIn } from "../routes/auth_pages.ts";
import { MINUTE, statusOf, textOf, tokenIn } from "../routes/own_account.ts";
import { finishLink, lostPhone, PAGE, recoveryLinkIn } from "./lost_phone.ts";

/** Each page in each state. */
async function* pages(code: string): AsyncGenerator<string> {
  await using lost = await lostPhone();
  const { site, annaId } = lost;
  const owner = await lost.loggedIn();
  owner.cookies.set("language", code);
  site.clock.advance(20 * MINUTE);
  yield await textOf(owner.get(PAGE));
  const visitor = visitorIn(site, code);
  const logIn = () => statusOf(visitor.post("/auth/login", ANNA));
  await logIn();
  yield await textOf(visitor.get("/auth/second-factor"));
  yield await textOf(visitor.get(PAGE));
  await statusOf(visitor.post(PAGE, {}));
  yield await textOf(visitor.get(PAGE));
  yield await textOf(owner.get("/"));
  const mail = await site.mailTo(ANNA.username);
  yield await textOf(visitor.get(recoveryLinkIn(mail, "stop")));
  await lost.wait(74);
  await logIn();
  yield await textOf(visitor.get(PAGE));
  yield await textOf(owner.get("/"));
  const link = await finishLink(lost);
  yield await textOf(visitor.get(link));
  const { users } = site.services.store;
  await users.update(annaId, { passwordHash: "" });
  yield await textOf(visitor.get(link));
  const fields = { token: tokenIn(link), password: "short" };
  yield await textOf(visitor.post(`${PAGE}/finish`, fields));
  yield await textOf(visitor.get(`${PAGE}/finish`));
  yield await textOf(visitor.get(`${PAGE}/stop`));
  yield await textOf(visitor.get(`${PAGE}/stopped`));
  const by = { by: "link", client: null } as const;
  await site.services.use(feature).cancel(annaId, by);
  yield await textOf(visitor.get(PAGE));
}

for (const language of SITE.languages) {
  const { code, name } = language;

  testApp(
    `${name}: translates every page of account recovery fully and uses each of their messages`,
    () =>
      assertWhole(language, {
        pages: pages(code),
        sections: ["accountRecovery"],
        typedIn: () => [ANNA.username],
      }),
  );
}
