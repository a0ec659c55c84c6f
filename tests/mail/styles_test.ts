/** Emails match the site's look. */
import assert from "node:assert/strict";
import { requestRecovery } from "@latchkey/core";
import { addUser, sendNotice, testServices } from "@latchkey/core/testing";
import { SITE } from "../tested_site.ts";

/** Of text and background; line colours are mixed from others. */
const COLOUR = /(?:background|(?<!-)color):(#[0-9a-f]{6})/g;

async function coloursOfSite(): Promise<{ light: string[]; dark: string[] }> {
  const sheet = await Deno.readTextFile(
    new URL("../../static/styles.css", import.meta.url),
  );
  const pairs = [...sheet.matchAll(/light-dark\((#\w{6}), (#\w{6})\)/g)];
  return {
    light: pairs.map(([, light]) => light),
    dark: pairs.map(([, , dark]) => dark),
  };
}

/** The HTML of a notice and of an email with a button. */
async function exampleMails(): Promise<string> {
  await using services = await testServices({ site: SITE });
  const { id, address } = await addUser(services);
  await sendNotice(services, id);
  await requestRecovery(services, { address, language: "en" });
  await services.mail.settled();
  return services.mailbox.messages().map(({ html }) => html).join();
}

function coloursIn(styles: string): string[] {
  return [...styles.matchAll(COLOUR)].map(([, colour]) => colour);
}

Deno.test("emails use the site's colours, light and dark", async () => {
  const { light, dark } = await coloursOfSite();
  const html = await exampleMails();
  const inLight = coloursIn(
    [...html.matchAll(/ style="([^"]*)"/g)].map(([, style]) => style).join(";"),
  );
  const inDark = coloursIn(
    [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css]) => css).join(),
  );
  assert.ok(inLight.length > 5 && inDark.length > 5);
  assert.deepEqual(inLight.filter((colour) => !light.includes(colour)), []);
  assert.deepEqual(inDark.filter((colour) => !dark.includes(colour)), []);
});
