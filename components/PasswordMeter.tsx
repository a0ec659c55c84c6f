/**
 * Shows how strong a new password is, in the browser alone: nothing of it is sent.
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

/** A bar and a word, which keep their room while there is nothing to judge. */
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
