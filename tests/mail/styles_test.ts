/** Mails look at home beside the site. */
import assert from "node:assert/strict";
import { emailStyles } from "../../lib/latchkey/email/styles.ts";
import { site } from "../../lib/site.ts";

/** Of text and what lies behind it; lines are mixed from others. */
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

function coloursIn(styles: string): string[] {
  return [...styles.matchAll(COLOUR)].map(([, colour]) => colour);
}

Deno.test("mails have the colours of the site, light and dark", async () => {
  const { light, dark } = await coloursOfSite();
  const { dark: darkStyles, ...styles } = emailStyles(site.emailColors);
  const inLight = coloursIn(Object.values(styles).join(";"));
  const inDark = coloursIn(darkStyles);
  assert.ok(inLight.length > 5 && inDark.length > 5);
  assert.deepEqual(inLight.filter((colour) => !light.includes(colour)), []);
  assert.deepEqual(inDark.filter((colour) => !dark.includes(colour)), []);
});
