/**
 * A journey through every feature that emails a link or a code, with all the
 * secrets on it.
 *
 * @module
 */
import { startMailServer } from "@latchkey/core/testing";
import { CLARA, GUARDED_PAGE, LOGIN_TO_GUARDED_PAGE } from "../pages.ts";
import { HAS_LOGIN_LINK } from "../site_features.ts";
import { startApp, withFolder } from "../resilience/app_process.ts";
import { linkTo, nthMail, openBrowser } from "./person.ts";

/** What only the user, the site and their mailbox may ever see. */
export interface Secrets {
  readonly secrets: readonly string[];
  /** Everything the process printed. */
  readonly printed: string;
}

const ADDRESS = "clara.schumann@example.com";
const PASSWORD = "tractor moonlight";
const NEW_PASSWORD = "moonlight tractor";
/** In headers, in a path, in a query. */
const STRAY = "stray.address@example.org";
/** A client's address; one for documentation (RFC 5737). */
const CLIENT = "203.0.113.77";

/** The trace id that a stranger claims. */
export const STRAY_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

/** What a tracking stranger sends. */
const STRAY_HEADERS = {
  "user-agent": STRAY,
  baggage: `who=${encodeURIComponent(STRAY)},plain=${STRAY}`,
  traceparent: `00-${STRAY_TRACE}-00f067aa0ba902b7-01`,
  tracestate: `who=${STRAY}`,
  "x-forwarded-for": CLIENT,
  "x-request-id": "stray-request-id-0123",
};

/** Starts the app with `env`, runs the journey, and stops the app. */
export async function travel(env: Record<string, string>): Promise<Secrets> {
  await using mailServer = await startMailServer();
  const secrets = new Set([ADDRESS, PASSWORD, NEW_PASSWORD, STRAY, CLIENT]);
  let printed = "";
  await withFolder(async (folder) => {
    const app = await startApp({
      env: {
        DATABASE_FILE: `${folder}/latchkey.db`,
        SMTP_URL: `smtp://localhost:${mailServer.port}`,
        LOG_LEVEL: "info",
        ...env,
      },
    });
    try {
      const browser = openBrowser(app.address);
      const secret = (value: string) => {
        secrets.add(value);
        return value;
      };
      const tokenOf = (link: string) =>
        secret(new URL(link, app.address).searchParams.get("token")!);

      await browser.get("/");
      await browser.post("/auth/signup", {
        ...CLARA,
        address: ADDRESS,
        password: PASSWORD,
      });
      const welcome = await nthMail(mailServer, 1);
      tokenOf(linkTo("/auth/verify", welcome));
      await browser.get(linkTo("/auth/verify", welcome));
      const [code] = /\b\d{3} \d{3}\b/.exec(welcome.text)!;
      const digits = secret(code.replace(" ", ""));
      await browser.post("/auth/verify", {
        address: ADDRESS,
        code: digits,
      });
      browser.cookies().forEach(secret);
      await browser.get(GUARDED_PAGE);
      await browser.get("/api/me");
      await browser.post("/auth/logout", {});

      let mails = 1;
      if (HAS_LOGIN_LINK) {
        await browser.post("/auth/link", { address: ADDRESS });
        const mail = await nthMail(mailServer, ++mails);
        const link = linkTo("/auth/link/open", mail);
        await browser.get(link);
        await browser.post("/auth/link/open", { token: tokenOf(link) });
        browser.cookies().forEach(secret);
      }
      await browser.get("/account/activity");

      await browser.post("/auth/recover", { address: ADDRESS });
      const recovery = linkTo(
        "/auth/recover/new",
        await nthMail(mailServer, ++mails),
      );
      await browser.get(recovery);
      await browser.post("/auth/recover/new", {
        token: tokenOf(recovery),
        password: NEW_PASSWORD,
      });
      browser.cookies().forEach(secret);
      const notice = linkTo(
        "/auth/secure-account",
        await nthMail(mailServer, ++mails),
      );
      tokenOf(notice);
      await browser.get(notice);

      const stranger = openBrowser(app.address, STRAY_HEADERS);
      for (const password of [PASSWORD, NEW_PASSWORD]) {
        await stranger.post("/auth/login", { username: ADDRESS, password });
      }
      await stranger.get(`/${STRAY}?address=${STRAY}`);
      await stranger.get(`${LOGIN_TO_GUARDED_PAGE}%3Fwho=${STRAY}`);
    } finally {
      await app.end("SIGTERM");
      printed = app.said();
    }
  });
  return { secrets: [...secrets], printed };
}
