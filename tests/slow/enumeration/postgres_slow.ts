/** As `existing_account_test.ts`, over PostgreSQL, where a row that is there takes longer to come than none. */
import { ignore, openEmptyStore } from "@latchkey/core/testing/databases";
import { FORMS, siteFor } from "./forms.ts";
import { assertTimeTellsNothing } from "./measuring.ts";

/** The ways in, and how often each is tried: a wrong password takes 25 ms. */
const TRIES = { "login": 80, "sign-up": 120, "recovery": 60 };

for (const [name, tries] of Object.entries(TRIES)) {
  Deno.test({
    name: `PostgreSQL, ${name}: the time tells nothing in ${tries} tries each`,
    ignore,
    fn: () =>
      assertTimeTellsNothing(
        FORMS[name],
        tries,
        async () => siteFor(FORMS[name], await openEmptyStore()),
      ),
  });
}
