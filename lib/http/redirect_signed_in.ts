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

/** Sends a person on (303), with the cookies of their session and of the device that is known now. */
export function redirectSignedIn(
  ctx: Pick<Context<State>, "redirect" | "req" | "state">,
  path: string,
  signedIn: Pick<SignedIn, "token" | "maxAgeSeconds" | "deviceCookie">,
): Response {
  const { settings } = ctx.state.services;
  const response = ctx.redirect(path, 303);
  const { headers } = response;
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
  noteLogin(ctx, headers);
  return response;
}
