/**
 * Asking an app that may be killed before it answers.
 *
 * @module
 */
import { decodeJwt } from "jose";
import { FORM_OWNER } from "@latchkey/core/forms";
import type { AppProcess } from "../../resilience/app_process.ts";

/** An answer, the parts that tell how it went. */
export interface Answer {
  readonly status: number;
  readonly location: string;
  /** The access token's cookie that was set, as it is sent back; null when none was. */
  readonly cookie: string | null;
  readonly text: string;
}

/** What is asked. */
export interface Question {
  readonly path: string;
  /** The fields of a form; a page is asked for when left out. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly cookie?: string;
}

const PATIENCE_MS = 15_000;

let clients = 0;

/**
 * Asks as a browser of its own, from an address of its own, so that no limit by client
 * gets in the way. Null when no whole answer came: then nobody knows what was done.
 */
export async function ask(
  { address }: Pick<AppProcess, "address">,
  { path, fields, cookie }: Question,
): Promise<Answer | null> {
  clients++;
  try {
    const response = await fetch(address + path, {
      method: fields ? "POST" : "GET",
      body: fields && new URLSearchParams({ ...fields, ...ownerOf(cookie) }),
      headers: {
        origin: address,
        "sec-fetch-site": "same-origin",
        "x-forwarded-for": `10.${clients >> 16 & 255}.${clients >> 8 & 255}.${
          clients & 255
        }`,
        ...cookie && { cookie },
      },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const set = response.headers.getSetCookie()
      .map((line) => line.split(";")[0])
      .find((pair) => /^access_token(?:_\d+)?=./.test(pair));
    return {
      status: response.status,
      location: response.headers.get("location") ?? "",
      cookie: set ?? null,
      text: await response.text(),
    };
  } catch {
    return null;
  }
}

/** What the forms say of their owner on the pages of who has this cookie. */
function ownerOf(cookie = ""): Record<string, string> {
  const [, token] = cookie.split("=");
  return token ? { [FORM_OWNER]: decodeJwt(token).sub ?? "" } : {};
}

/** How many questions were asked so far. */
export function asked(): number {
  return clients;
}
