/**
 * Like `existing_account_slow.ts`, on PostgreSQL, where reading an existing row
 * takes longer than none.
 */
import { ignore, openEmptyStore } from "@latchkey/core/testing/databases";
import { FORMS, siteFor } from "./forms.ts";
import { assertSameTime } from "./measuring.ts";

/** The forms, and how often each is tried: a wrong password takes 25 ms. */
const ATTEMPTS = { "login": 80, "sign-up": 120, "recovery": 60 };

for (const [name, attempts] of Object.entries(ATTEMPTS)) {
  Deno.test({
    name:
      `PostgreSQL, ${name}: takes the same time in ${attempts} attempts each`,
    ignore,
    fn: () =>
      assertSameTime(
        FORMS[name],
        attempts,
        async () => siteFor(FORMS[name], await openEmptyStore()),
      ),
  });
}
