/**
 * The strength of a new password, calculated in the browser. The password isn't sent for it.
 *
 * @module
 */
import {
  type NewPasswordRules,
  passwordStrength,
  STRENGTHS,
} from "@latchkey/core/new-password";
import { useText } from "./use_text.ts";
import type { Messages } from "../lib/messages/language.ts";

/** A bar and a word. They take up space while the password is empty, so that nothing shifts. */
export function PasswordMeter(
  { password, rules, messages }: {
    password: string;
    rules: NewPasswordRules;
    messages: Messages["passwordMeter"];
  },
) {
  const strength = passwordStrength(password, rules);
  const bars = password === "" ? 0 : STRENGTHS.indexOf(strength) + 1;
  return (
    <div class="strength needs-script">
      <meter
        aria-hidden="true"
        max={STRENGTHS.length}
        low={2}
        high={3}
        optimum={4}
        value={bars}
      />
      <p
        class="hint"
        role="status"
        {...useText<HTMLParagraphElement>(bars > 0 && messages[strength])}
      />
    </div>
  );
}
