/**
 * The answer to a sign-in.
 *
 * @module
 */
import type { Context } from "fresh";
import type { SignedIn } from "../auth/complete_sign_in.ts";
import { accessTokenCookie } from "../auth/cookies.ts";
import { DEVICE_SECONDS, deviceCookie } from "../auth/devices.ts";
import type { Settings } from "../settings.ts";
import type { State } from "../state.ts";

/** The part of a sign-in that goes into cookies. */
type NewCookies = Pick<SignedIn, "token" | "maxAgeSeconds" | "deviceCookie">;

/** Sends a person on (303), with the cookies of their session and of the device that is known now. */
export function redirectSignedIn(
  ctx: Pick<Context<State>, "redirect" | "state">,
  path: string,
  signedIn: NewCookies,
): Response {
  const response = ctx.redirect(path, 303);
  const cookies = signedInHeaders(ctx.state.services.settings, signedIn);
  for (const [name, value] of cookies) response.headers.append(name, value);
  return response;
}

/** The same cookies for a page that is shown at once. */
export function signedInHeaders(
  settings: Settings,
  { token, maxAgeSeconds, deviceCookie: device }: NewCookies,
): Headers {
  const headers = new Headers();
  headers.append(
    "set-cookie",
    accessTokenCookie(settings).write(token, maxAgeSeconds),
  );
  if (device !== null) {
    headers.append(
      "set-cookie",
      deviceCookie(settings).write(device, DEVICE_SECONDS),
    );
  }
  return headers;
}
