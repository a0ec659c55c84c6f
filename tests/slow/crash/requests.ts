/**
 * Requests to an app that may be killed before it answers.
 *
 * @module
 */
import { decodeJwt } from "jose";
import { FORM_OWNER } from "@latchkey/core/forms";
import type { AppProcess } from "../../resilience/app_process.ts";

/** The relevant parts of an answer. */
export interface Answer {
  readonly status: number;
  readonly location: string;
  /** The access token's cookie as it is sent back; null when none was set. */
  readonly cookie: string | null;
  /** The cookie of a login that waits for a second factor, likewise. */
  readonly pending: string | null;
  readonly text: string;
}

/** A request. */
export interface Question {
  readonly path: string;
  /** The fields of a form; requests a page if omitted. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly cookie?: string;
}

const PATIENCE_MS = 15_000;

let clients = 0;

/**
 * Sends a request as a separate browser from a separate address, so that no
 * limit per client applies. Null when no complete answer arrived: then it is
 * unknown whether it took effect.
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
    const set = (cookie: RegExp) =>
      response.headers.getSetCookie().map((line) => line.split(";")[0])
        .find((pair) => cookie.test(pair)) ?? null;
    return {
      status: response.status,
      location: response.headers.get("location") ?? "",
      cookie: set(/^access_token(?:_\d+)?=./),
      pending: set(/^pending_login(?:_\d+)?=./),
      text: await response.text(),
    };
  } catch {
    return null;
  }
}

/** The form owner in the pages shown with a cookie. */
function ownerOf(cookie = ""): Record<string, string> {
  const [name, token] = cookie.split("=");
  return token && name.startsWith("access_token")
    ? { [FORM_OWNER]: decodeJwt(token).sub ?? "" }
    : {};
}

/** The number of requests so far. */
export function asked(): number {
  return clients;
}
