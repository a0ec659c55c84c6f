/** Every page looks like its reviewed screenshots. */
import assert from "node:assert/strict";
import pLimit from "p-limit";
import { chromiumRunsHere, launchChromium } from "../browser/chromium.ts";
import {
  difference,
  filesOf,
  PICTURED,
  PICTURES,
  takePictures,
  toFile,
} from "../browser/pictures.ts";

/** A new site has no screenshots until `deno task screenshots` has taken some. */
const hasPictures = await Deno.stat(PICTURES).then(() => true, () => false);

/** What to do about a failure. */
const RENEW =
  "If the change is intended, retake the screenshots with `deno task screenshots` and review them.";

Deno.test({
  name: "every page matches its screenshots, light and dark, at three widths",
  ignore: !chromiumRunsHere || !hasPictures,
  async fn() {
    const evidence = await Deno.makeTempDir({ prefix: "latchkey-pictures-" });
    await using browser = await launchChromium();
    const found = await pLimit(3).map(PICTURED, async (state) => {
      const pictures = await takePictures(browser, state);
      const lines: string[] = [];
      for (const [index, file] of filesOf(state).entries()) {
        const taken = pictures[index];
        const kept = await Deno.readFile(PICTURES + file).catch(() => null);
        const line = kept === null
          ? "there is no such picture yet"
          : difference(kept, taken);
        if (line === null) continue;
        await Deno.writeFile(`${evidence}/${file}`, toFile(taken));
        lines.push(`${file}: ${line}`);
      }
      return lines;
    });
    const differing = found.flat();
    if (differing.length === 0) await Deno.remove(evidence);
    assert.deepEqual(
      differing,
      [],
      `${
        differing.join("\n")
      }\nThe current screenshots are in ${evidence}. ${RENEW}`,
    );
  },
});

Deno.test({
  name: "there is no screenshot of a removed page",
  ignore: !hasPictures,
  fn: removedPagesHaveNone,
});

async function removedPagesHaveNone(): Promise<void> {
  const files = new Set(PICTURED.flatMap(filesOf));
  const kept = await Array.fromAsync(Deno.readDir(PICTURES));
  const strays = kept.map(({ name }) => name).filter((name) =>
    !files.has(name)
  );
  assert.deepEqual(strays, [], RENEW);
}
