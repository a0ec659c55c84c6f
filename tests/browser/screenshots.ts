/**
 * Retakes the site's screenshots: `deno task screenshots [name …]`, of every
 * page if none is named.
 *
 * @module
 */
import pLimit from "p-limit";
import { launchChromium } from "./chromium.ts";
import {
  filesOf,
  PICTURED,
  PICTURES,
  takePictures,
  toFile,
} from "./pictures.ts";

const wanted = Deno.args.length > 0
  ? PICTURED.filter(({ name }) => Deno.args.includes(name))
  : PICTURED;
if (wanted.length < Deno.args.length) {
  const names = PICTURED.map(({ name }) => name).join(" ");
  throw new Error(`No page has such a name. There are: ${names}`);
}
await using browser = await launchChromium();
if (Deno.args.length === 0) await forgetAll();
await pLimit(3).map(wanted, async (state) => {
  const pictures = await takePictures(browser, state);
  for (const [index, file] of filesOf(state).entries()) {
    await Deno.writeFile(PICTURES + file, toFile(pictures[index]));
    console.log(file);
  }
});

/** Removed pages leave no screenshots behind. */
async function forgetAll(): Promise<void> {
  await Deno.mkdir(PICTURES, { recursive: true });
  for await (const { name } of Deno.readDir(PICTURES)) {
    if (name.endsWith(".png")) await Deno.remove(PICTURES + name);
  }
}
