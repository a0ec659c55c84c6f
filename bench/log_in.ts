/**
 * Logs in and signs up over HTTP like a browser behind the proxy.
 *
 * @module
 */
import { addressOf, FORM_HEADERS, PASSWORD } from "./site.ts";

/**
 * Logs in the user with a number, from a separate client address.
 *
 * @returns The `Cookie` header that the browser sends from then on. @throws
 * {Error} when the app doesn't redirect, as it does after a login.
 */
export async function logIn(address: string, number: number): Promise<string> {
  const response = await fetch(`${address}/auth/login`, {
    method: "POST",
    body: new URLSearchParams({
      username: addressOf(number),
      password: PASSWORD,
    }),
    headers: { ...FORM_HEADERS, "x-forwarded-for": clientOf(number) },
    redirect: "manual",
  });
  await response.body?.cancel();
  if (response.status !== 303) {
    throw new Error(`A login was answered with ${response.status}.`);
  }
  return cookiesOf(response);
}

/**
 * Signs up the user with a number at a peer, by its API at this URL.
 *
 * @returns The `Cookie` header that the browser sends from then on. @throws
 * {Error} when the response is not 2xx.
 */
export async function signUp(url: string, number: number): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    body: JSON.stringify({
      name: "Person",
      email: addressOf(number),
      password: PASSWORD,
    }),
    headers: {
      ...FORM_HEADERS,
      "content-type": "application/json",
      "x-forwarded-for": clientOf(number),
    },
  });
  await response.body?.cancel();
  if (!response.ok) {
    throw new Error(`A sign-up was answered with ${response.status}.`);
  }
  return cookiesOf(response);
}

/** An address reserved for benchmarks (RFC 2544, appendix C.2.2). */
function clientOf(number: number): string {
  return `198.18.${number >> 8 & 255}.${number & 255}`;
}

/** What a browser sends back of a response's cookies. */
function cookiesOf({ headers }: Response): string {
  return headers.getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .filter((pair) => !pair.endsWith("="))
    .join("; ");
}
