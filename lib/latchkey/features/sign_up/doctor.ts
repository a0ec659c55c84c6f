/** @module */
import { type Finding, findingsOf } from "../../cli/finding.ts";
import type { Settings } from "../../settings/settings.ts";

const finding = findingsOf("sign_up", "Sign-up");

/** Who can sign up. */
export function checkSignUp(
  { signUp, requireVerifiedAddress }: Pick<
    Settings,
    "signUp" | "requireVerifiedAddress"
  >,
): Finding {
  const message = {
    open: "open to anybody.",
    invite: "for who brings an invitation.",
    closed: "closed.",
  }[signUp];
  if (signUp !== "open" || requireVerifiedAddress) {
    return finding("ok", message);
  }
  return finding(
    "warn",
    `${message} Nobody has to confirm an address first: set ` +
      "REQUIRE_VERIFIED_ADDRESS=yes, or SIGN_UP to invite or closed.",
  );
}
