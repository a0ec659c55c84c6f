/**
 * A site for one row of requests: who is signed in, and what the mails brought.
 *
 * @module
 */
import { decodeJwt } from "jose";
import { createKeyRing, generateKey } from "../../lib/auth/keys.ts";
import { createLog } from "../../lib/log.ts";
import {
  ANNA,
  BERT,
  openSite,
  ORIGIN,
  type Site,
  type Visitor,
} from "../site.ts";
import type { FuzzBody } from "./forms.ts";
import type { FuzzRequest } from "./grammar.ts";

/** A request as it is sent, and what came back. */
export interface Exchange {
  readonly request: Request;
  /** All that the request says, as text. */
  readonly sent: string;
  readonly response: Response;
  readonly text: string;
}

/** A site that requests are thrown at. */
export interface World extends AsyncDisposable {
  /** Sends a request and waits until all that it set off is over. */
  send(request: FuzzRequest): Promise<Exchange>;
  /** Texts that no answer and no line of the log may hold, save one that was sent by who has it. */
  secrets(): readonly string[];
  /** What was logged. */
  readonly logged: readonly string[];
}

/** Opens a site with Anna, an admin, and Bert, both signed in, and a mail on its way to each. */
export async function openWorld(): Promise<World> {
  const logged: string[] = [];
  const key = generateKey();
  const site = await openSite({
    keys: await createKeyRing({ keys: [key] }),
    log: createLog("info", "json", (_level, line) => logged.push(line)),
  });
  const anna = site.visitor();
  const bert = site.visitor();
  await anna.signIn(ANNA);
  await bert.signIn(BERT);
  const names = await namesOf(site, { anna, bert });
  for (const { username: address } of [ANNA, BERT]) {
    await site.visitor().post("/auth/recover", { address });
    await site.services.mail.settled();
  }
  remember(names, site);
  logged.length = 0;
  return {
    logged,
    secrets: () => [
      String(key.k),
      names.get("password:anna")!,
      names.get("password:bert")!,
      "$2b$",
    ],
    async send(fuzzed) {
      site.clock.advance(fuzzed.afterMs);
      remember(names, site);
      const exchange = await exchangeOf(site, fill(fuzzed, names));
      await site.services.mail.settled();
      keepCookie(names, fuzzed, exchange.response);
      return exchange;
    },
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

/** What stands for each `{name}`. */
type Names = Map<string, string>;

async function namesOf(
  { services: { store } }: Site,
  visitors: Readonly<Record<string, Visitor>>,
): Promise<Names> {
  const names: Names = new Map([
    ["id", "AAAAAAAAAAAAAAAAAAAAAA"],
    ["number", "0"],
    ["password:anna", ANNA.password],
    ["password:bert", BERT.password],
    ["device", visitors.anna.cookies.get("device") ?? ""],
  ]);
  for (const [name, { cookies }] of Object.entries(visitors)) {
    const token = cookies.get("access_token")!;
    const { sub, sid } = decodeJwt(token);
    names.set(name, token).set(`user:${name}`, String(sub))
      .set(`session:${name}`, String(sid));
  }
  // One signature in a thousand ends with AA by itself.
  const otherEnd = (end: string) => end === "AA" ? "AE" : "AA";
  names.set("tampered", names.get("anna")!.replace(/..$/, otherEnd));
  await store.users.update(names.get("user:anna")!, { roles: ["admin"] });
  return names;
}

/** What the mails brought that came since the last look, in an order that no chance decides. */
function remember(names: Names, { mails }: Site): void {
  const seen = Number(names.get("number"));
  const messages = mails.messages();
  const since = messages.slice(0, messages.length - seen)
    .toSorted((a, b) =>
      `${a.subject} ${a.to}` < `${b.subject} ${b.to}` ? -1 : 1
    );
  for (const { text } of since) {
    const token = text.match(/token=([\w-]{43})/)?.[1];
    const code = text.match(/\b\d{3} ?\d{3}\b/)?.[0];
    if (token) names.set("mailed", token);
    if (code) names.set("code", code);
  }
  names.set("number", String(messages.length));
}

/** As a browser does; only who was signed in goes on, by a cookie of their own. */
function keepCookie(
  names: Names,
  { headers }: FuzzRequest,
  response: Response,
): void {
  const cookie = headers.find(([name]) => name === "cookie")?.[1] ?? "";
  const who = cookie.match(/^access_token=\{(anna|bert)\}(?:;|$)/)?.[1];
  const set = response.headers.getSetCookie().join("\n")
    .match(/^access_token=([^;]+)/m)?.[1];
  if (who && set) names.set(who, set);
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
