/**
 * A site for one sequence of requests: its logged-in users, and the content of
 * its emails.
 *
 * @module
 */
import { readSettings } from "@latchkey/core";
import {
  accountRecovery,
  authenticatorApp,
  providers,
  recoveryCodes,
} from "@latchkey/core/features";
import {
  addUser,
  fakeProvider,
  newDataKeys,
  newKeys,
} from "@latchkey/core/testing";
import { Secret, TOTP } from "otpauth";
import {
  ANNA,
  BERT,
  openSite,
  ORIGIN,
  type Site,
  type Visitor,
} from "../../site.ts";
import { begin, comeBack, withProviders } from "../../routes/login_provider.ts";
import { type FuzzBody, PROVIDER } from "./forms.ts";
import type { FuzzRequest } from "./grammar.ts";
import {
  CLARA,
  keepCookie,
  METRICS_TOKEN,
  type Names,
  namesOf,
  remember,
} from "./names.ts";

/** Identifies someone without an account. */
const provider = fakeProvider({ id: PROVIDER });

const withProvider = withProviders(provider);

/** With the shortest wait of a recovery. */
const { features } = readSettings(withProvider.site, {
  APP_ENV: "test",
  RECOVERY_WAIT_HOURS: "1",
});

/** A request as sent, and its answer. */
export interface Exchange {
  readonly request: Request;
  /** The whole request as text. */
  readonly sent: string;
  readonly response: Response;
  readonly text: string;
}

/** A site under test. */
export interface World extends AsyncDisposable {
  /** Sends a request and waits until all work it started is done. */
  send(request: FuzzRequest): Promise<Exchange>;
  /** Texts that no answer or log entry may contain, except to their owner. */
  secrets(): readonly string[];
  /** The log. */
  readonly logged: readonly string[];
}

const MINUTE_MS = 60_000;

/**
 * Opens a site with Anna, an admin, and Bert, who has second factors, both logged
 * in, and an email on its way to each. Another login of Bert's waits for its second step.
 * Clara's recovery is ready.
 */
export async function openWorld(): Promise<World> {
  const [jwtKeys, dataKeys] = [newKeys(), newDataKeys()];
  const site = await openSite({
    ...withProvider,
    settings: {
      jwtKeys,
      dataKeys,
      metricsToken: METRICS_TOKEN,
      features,
    },
  });
  const clara = await recoverClara(site);
  const anna = site.visitor();
  const bert = site.visitor();
  await anna.logIn(ANNA);
  await bert.logIn(BERT);
  const names = await namesOf(site, { anna, bert });
  for (const { username: address } of [ANNA, BERT]) {
    await site.visitor().post("/auth/recover", { address });
    await site.services.mail.settled();
  }
  const factors = await setUpFactors(site, names);
  const pending = site.visitor();
  await pending.logIn(BERT);
  names.set("pending", pending.cookies.get("pending_login")!);
  await startAtProvider(site, anna, names);
  await site.services.mail.settled();
  remember(names, site);
  const before = site.logged.length;
  return {
    get logged() {
      return site.logged.slice(before);
    },
    secrets: () => [
      String(JSON.parse(jwtKeys).keys[0].k),
      String(JSON.parse(dataKeys).keys[0].k),
      ...factors.secrets,
      ...clara.secrets,
      names.get("password:anna")!,
      names.get("password:bert")!,
      CLARA.password,
      METRICS_TOKEN,
      "$2b$",
    ],
    async send(fuzzed) {
      site.clock.advance(fuzzed.afterMs);
      remember(names, site);
      names.set("totp", factors.code());
      const exchange = await exchangeOf(site, fill(fuzzed, names));
      await site.services.mail.settled();
      keepCookie(names, fuzzed, exchange.response);
      return exchange;
    },
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

/** Gives an account an authenticator app. */
async function setUpApp({ services, clock }: Site, userId: string) {
  const apps = services.use(authenticatorApp);
  const { id, key } = await apps.begin(userId, "account");
  const totp = new TOTP({ secret: Secret.fromBase32(key) });
  const code = () => totp.generate({ timestamp: services.now() });
  await apps.confirm(userId, id, { code: code(), name: "Phone" });
  clock.advance(90_000);
  return { id, key, code };
}

/** Adds Clara, who has lost her app, and waits until she can finish her recovery. */
async function recoverClara(site: Site) {
  const { services: { use, mail }, clock } = site;
  const { username: address, password } = CLARA;
  const { id } = await addUser(site.services, { address, password });
  const { key } = await setUpApp(site, id);
  const recoveries = use(accountRecovery);
  await recoveries.start(id, { client: null, language: "en" });
  while (!(await recoveries.status(id))?.isReady) {
    await mail.settled();
    clock.advance(10 * MINUTE_MS);
    await recoveries.advanceAll();
  }
  await mail.settled();
  return { secrets: [key] };
}

/** Gives Bert an authenticator app and recovery codes. */
async function setUpFactors(site: Site, names: Names) {
  const { services } = site;
  const bert = names.get("user:bert")!;
  const { id, key, code } = await setUpApp(site, bert);
  const [first, second] = await services.use(recoveryCodes).replace(bert);
  names.set("app", id).set("recovery", first);
  return { code, secrets: [key, second] };
}

/** Links a login to Anna's account, and leaves two others on their way. */
async function startAtProvider(site: Site, anna: Visitor, names: Names) {
  const at = { provider };
  provider.answer({ subject: "anna" });
  await comeBack(at, anna, { link: PROVIDER }, "/account/logins");
  const logins = site.services.use(providers);
  const [{ id }] = await logins.linked(names.get("user:anna")!);
  const stranger = site.visitor();
  provider.answer({ address: null });
  await comeBack(at, stranger, {}, `/auth/provider/${PROVIDER}`);
  provider.answer({});
  const callback = await begin(at, stranger, {}, `/auth/provider/${PROVIDER}`);
  const { searchParams } = new URL(callback, ORIGIN);
  names.set("login", id).set("state", searchParams.get("state")!)
    .set("flow", stranger.cookies.get("provider_flow")!)
    .set("identity", stranger.cookies.get("pending_identity")!);
}

interface Filled extends Omit<FuzzRequest, "afterMs"> {
  readonly fill: (text: string) => string;
}

function fill(request: FuzzRequest, names: Names): Filled {
  const fill = (text: string) =>
    text.replaceAll(
      /\{([a-z:]+)\}/g,
      (whole, name) => names.get(name) ?? whole,
    );
  const headers = request.headers.map(([name, value]) =>
    [name, fill(value)] as const
  );
  return { ...request, path: fill(request.path), headers, fill };
}

async function exchangeOf(site: Site, filled: Filled): Promise<Exchange> {
  const { method, path, fill } = filled;
  const bodiless = /^(?:get|head)$/i.test(method);
  const { body, type, said } = bodiless
    ? { body: undefined, type: undefined, said: "" }
    : bodyOf(filled.body, fill);
  const headers = new Headers();
  if (!bodiless) headers.set("sec-fetch-site", "same-origin");
  if (type) headers.set("content-type", type);
  for (const [name, value] of filled.headers) {
    headers.set(
      name,
      new TextDecoder("latin1").decode(new TextEncoder().encode(value)),
    );
  }
  const init = { method, headers, body, redirect: "manual" } as const;
  const request = new Request(`${ORIGIN}${path}`, init);
  const response = await site.fetch(`${ORIGIN}${path}`, init);
  const sent = [decoded(path), ...headers.values(), said].join("\n");
  return { request, sent, response, text: await response.text() };
}

function decoded(path: string): string {
  try {
    return `${path}\n${decodeURIComponent(path)}`;
  } catch {
    return path;
  }
}

function bodyOf(body: FuzzBody, fill: (text: string) => string) {
  if (body.kind === "none") return { body: undefined, said: "" };
  if (body.kind === "text") return { body: body.text, said: body.text };
  if (body.kind === "bytes") return { body: body.bytes.slice(), said: "" };
  if (body.kind === "large") return { body: "a".repeat(body.size), said: "" };
  const fields = body.fields.map(([name, value]) =>
    [fill(name).toWellFormed(), fill(value).toWellFormed()] as const
  );
  const said = fields.flat().join("\n");
  if (body.kind === "form") {
    return {
      body: fields.map((pair) => pair.map(encodeURIComponent).join("=")).join(
        "&",
      ),
      type: "application/x-www-form-urlencoded",
      said,
    };
  }
  const parts = fields.map(([name, value]) =>
    `--limit\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  );
  return {
    body: `${parts.join("")}--limit--\r\n`,
    type: "multipart/form-data; boundary=limit",
    said,
  };
}
