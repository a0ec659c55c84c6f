import assert from "node:assert/strict";
import { testServices } from "../testing/services.ts";
import { createWriteProbe } from "./write_probe.ts";

Deno.test("/readyz of ten processes on one database always manages a test write", async () => {
  await using services = await testServices();
  const { limits } = services.store;
  const answers: boolean[] = [];
  const store = {
    ...services.store,
    limits: {
      ...limits,
      async take(...args: Parameters<typeof limits.take>) {
        const answer = await limits.take(...args);
        answers.push(answer.allowed);
        return answer;
      },
    },
  };
  for (let count = 0; count < 1_200; count++) {
    await createWriteProbe({ ...services, store })();
    services.clock.advance(100);
  }
  assert.equal(answers.length, 1_200);
  assert.ok(!answers.includes(false)); // A rejected attempt writes nothing.
});
