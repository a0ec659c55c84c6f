/**
 * The answer to a sign-in.
 *
 * @module
 */
import type { Context } from "fresh";
import type { SignedIn } from "../auth/complete_sign_in.ts";
import { accessTokenCookie } from "../auth/cookies.ts";
import { DEVICE_SECONDS, deviceCookie } from "../auth/devices.ts";
import type { State } from "../state.ts";
import { noteLogin } from "./cookie_check.ts";

/** What the cookies are made of. */
type Cookies = Pick<SignedIn, "token" | "maxAgeSeconds" | "deviceCookie">;

/** Sends a person on (303), with the cookies of their session and of the device that is known now. */
export function redirectSignedIn(
  ctx: Pick<Context<State>, "redirect" | "req" | "state">,
  path: string,
  signedIn: Cookies,
): Response {
  const response = ctx.redirect(path, 303);
  addCookies(ctx.state, response.headers, signedIn);
  noteLogin(ctx, response.headers);
  return response;
}

/** Adds the same cookies to any other answer. */
export function addCookies(
  { services: { settings } }: Pick<State, "services">,
  headers: Headers,
  signedIn: Cookies,
): void {
  headers.append(
    "set-cookie",
    accessTokenCookie(settings).write(signedIn.token, signedIn.maxAgeSeconds),
  );
  if (signedIn.deviceCookie !== null) {
    headers.append(
      "set-cookie",
      deviceCookie(settings).write(signedIn.deviceCookie, DEVICE_SECONDS),
    );
  }
}
