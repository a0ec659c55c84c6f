/** @module */
import { type Finding, findingsOf } from "../../cli/finding.ts";
import type { Settings } from "../../settings/settings.ts";

const finding = findingsOf("sign_up", "Sign-up");

/** Reports who can sign up. */
export function checkSignUp(
  { signUp, requireVerifiedAddress }: Pick<
    Settings,
    "signUp" | "requireVerifiedAddress"
  >,
): Finding {
  const message = {
    open: "open to everyone.",
    invite: "by invitation only.",
    closed: "closed.",
  }[signUp];
  if (signUp !== "open" || requireVerifiedAddress) {
    return finding("ok", message);
  }
  return finding(
    "warn",
    `${message} Users don't have to verify their email address. Set ` +
      "REQUIRE_VERIFIED_ADDRESS=yes, or SIGN_UP to invite or closed.",
  );
}
