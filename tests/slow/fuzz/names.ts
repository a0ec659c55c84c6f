/**
 * Fills in `{names}` in requests, for values that only a running site knows.
 *
 * @module
 */
import { decodeJwt } from "jose";
import { ANNA, BERT, type Site, type Visitor } from "../../site.ts";
import { RECOVERY } from "./forms.ts";
import type { FuzzRequest } from "./grammar.ts";

/** Someone who has lost her factor, and whose recovery is ready. */
export const CLARA = {
  username: "clara@example.com",
  password: "Marked-4c1e of Clara's",
};

/**
 * The token for `/metrics`; it occurs nowhere else, so that it can be searched
 * for.
 */
export const METRICS_TOKEN = "Marked-9d27-metrics-token-of-the-site";

/** The value of each `{name}`. */
export type Names = Map<string, string>;

/** The values known for a new site. */
export async function namesOf(
  { services: { store } }: Site,
  visitors: Readonly<Record<string, Visitor>>,
): Promise<Names> {
  const names: Names = new Map([
    ["id", "AAAAAAAAAAAAAAAAAAAAAA"],
    ["number", "0"],
    ["password:anna", ANNA.password],
    ["password:bert", BERT.password],
    ["password:clara", CLARA.password],
    ["metrics", METRICS_TOKEN],
    ["device", visitors.anna.cookies.get("device") ?? ""],
  ]);
  for (const [name, { cookies }] of Object.entries(visitors)) {
    const token = cookies.get("access_token")!;
    const { sub, sid } = decodeJwt(token);
    names.set(name, token).set(`user:${name}`, String(sub))
      .set(`session:${name}`, String(sid));
  }
  // One signature in a thousand ends in AA anyway.
  const otherEnd = (end: string) => end === "AA" ? "AE" : "AA";
  names.set("tampered", names.get("anna")!.replace(/..$/, otherEnd));
  await store.users.update(names.get("user:anna")!, { roles: ["admin"] });
  return names;
}

/** The content of new emails since the last call, in a deterministic order. */
export function remember(names: Names, { mails }: Site): void {
  const seen = Number(names.get("number"));
  const messages = mails.messages();
  const since = messages.slice(0, messages.length - seen)
    .toSorted((a, b) =>
      `${a.subject} ${a.to}` < `${b.subject} ${b.to}` ? -1 : 1
    );
  for (const { text } of since) {
    const links = [...text.matchAll(/(\/auth\/\S+)\?token=([\w-]{43})/g)];
    const recovery = links.find(([, path]) => path.startsWith(RECOVERY));
    const code = text.match(/\b\d{3} ?\d{3}\b/)?.[0];
    if (recovery) {
      const [, path, token] = recovery;
      names.set(path.slice(RECOVERY.length + 1), token);
    } else if (links.length > 0) names.set("mailed", links[0][2]);
    if (code) names.set("code", code);
  }
  names.set("number", String(messages.length));
}

/**
 * Follows up like a browser; a logged-in user continues with their own cookie.
 */
export function keepCookie(
  names: Names,
  { headers }: FuzzRequest,
  response: Response,
): void {
  const cookie = headers.find(([name]) => name === "cookie")?.[1] ?? "";
  const who = cookie.match(/^access_token_8000=\{(anna|bert)\}(?:;|$)/)?.[1];
  const cookies = response.headers.getSetCookie().join("\n");
  const set = cookies.match(/^access_token_8000=([^;]+)/m)?.[1];
  if (who && set) names.set(who, set);
  const pending = cookies.match(/^pending_login_8000=([^;]+)/m)?.[1];
  if (pending) names.set("pending", pending);
  const flow = cookies.match(/^provider_flow_8000=([^;]+)/m)?.[1];
  const state = response.headers.get("location")?.match(/[?&]state=([^&]+)/)
    ?.[1];
  if (flow && state) names.set("flow", flow).set("state", state);
}
