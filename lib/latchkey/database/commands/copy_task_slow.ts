import assert from "node:assert/strict";
import { openServices } from "../../open_services.ts";
import { readSettings } from "../../settings/settings.ts";
import { connectDatabase } from "../open.ts";
import { runSql } from "../../testing/database/places.ts";
import {
  isHalfImported,
  killCliWhen,
  withDatabase,
} from "../../testing/cli/task.ts";
import { TEST_SITE } from "../../testing/site.ts";

Deno.test("the task continues a killed copy, and no server starts on it before that", async () => {
  await withDatabase(async ({ path, env, cli }) => {
    const lines = Array.from(
      { length: 2500 },
      (_, n) => `{"address":"user${n}@example.com"}\n`,
    ).join("");
    assert.equal((await cli(["users", "import"], lines)).code, 0);
    const to = `${path}.copy`;
    const call = ["database", "copy", "--from", "DATABASE_FILE", "--to", to];
    await killCliWhen(call, env, () => isHalfImported(to));
    const settings = readSettings(TEST_SITE, {
      APP_ENV: "test",
      DATABASE_FILE: to,
    });
    const half = await connectDatabase(settings);
    const [{ count }] = await runSql(
      half,
      "select count(*) as count from users",
    );
    await half.close();
    await assert.rejects(openServices(TEST_SITE, settings), {
      name: "ImportInProgressError",
      message: /not complete: the copy from .* into it has not finished\./,
    });
    const { code, out, err } = await cli(call);
    assert.equal(code, 0, err);
    assert.match(out, /^users +2500$/m);
    const again = await cli(call);
    assert.equal(again.code, 1);
    assert.match(again.err, /^The database is not empty: it has a row in /);
    assert.ok(Number(count) < 2500, "it was killed before its end");
  });
});
