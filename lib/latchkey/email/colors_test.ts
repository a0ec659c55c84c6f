import assert from "node:assert/strict";
import { passwordChangedEmail } from "../features/password/emails.tsx";
import { addUser, testServices } from "../testing/services.ts";
import { TEST_SITE } from "../testing/site.ts";
import type { EmailPalette } from "./styles.ts";

/** A palette of unique colours. */
function palette(first: string): EmailPalette {
  return {
    paper: `#${first}00001`,
    card: `#${first}00002`,
    ink: `#${first}00003`,
    quiet: `#${first}00004`,
    line: `#${first}00005`,
    brand: `#${first}00006`,
    onBrand: `#${first}00007`,
    glow: `#${first}00008`,
  };
}

Deno.test("uses all the site's colours in emails and no others", async () => {
  const emailColors = { light: palette("a"), dark: palette("b") };
  await using services = await testServices({
    site: { ...TEST_SITE, emailColors },
  });
  const { id: userId } = await addUser(services);
  await services.mail.send(passwordChangedEmail, {
    userId,
    userAgent: "Firefox",
    client: "192.0.2.x",
    at: services.now(),
  });
  await services.mail.settled();
  const [{ html }] = services.mailbox.messages();
  const used = new Set(html.match(/#[0-9a-f]{6}\b/g));
  const { light, dark } = emailColors;
  assert.deepEqual(
    [...used].toSorted(),
    [...Object.values(light), ...Object.values(dark)].toSorted(),
  );
});
