/**
 * Every code block of Fresh's documentation that type-checks with Fresh does so with
 * `lib/fresh`. Needs the documentation: `FRESH_DOCS` is the path of its folder `latest`, inside
 * this project or `/tmp`.
 *
 * @module
 */
import assert from "node:assert/strict";
import { codeBlocks } from "./code_blocks.ts";
import rejected from "./rejected_by_fresh.json" with { type: "json" };

const folder = Deno.env.get("FRESH_DOCS");

/** Where tests may write, and `deno check` doesn't leave files out. */
const FIXTURES = "lib/fresh/tests/fixtures";

Deno.test({
  name: "the code blocks of Fresh's documentation type-check",
  ignore: folder === undefined,
  fn: async () => {
    const blocks = await codeBlocks(folder!);
    assert.ok(blocks.length > rejected.length, `no blocks in ${folder}`);
    const modules = await Deno.makeTempDir({
      dir: FIXTURES,
      prefix: "blocks-",
    });
    try {
      const accepted = blocks.filter(({ name }) => !rejected.includes(name));
      for (const { name, code } of accepted) {
        const file = `${name.replaceAll(/\W+/g, "_")}.tsx`;
        await Deno.writeTextFile(`${modules}/${file}`, code);
      }
      const { success, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["check", "--quiet", "--no-lock", modules],
        env: { NO_COLOR: "1" },
      }).output();
      assert.ok(success, new TextDecoder().decode(stderr));
    } finally {
      await Deno.remove(modules, { recursive: true });
    }
  },
});
