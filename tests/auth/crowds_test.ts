/** One asker cannot fill the queue before the hasher. */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { joinCrowd, MOST_AT_ONCE } from "../../lib/auth/crowds.ts";
import { createPasswordHasher } from "../../lib/auth/passwords.ts";
import { signIn } from "../../lib/auth/sign_in.ts";
import { addUser, testServices } from "./services.ts";
import { request } from "./sign_in_request.ts";

Deno.test("an asker has so many places, and gets one back when it is left", () => {
  const join = () => joinCrowd("ada");
  const places = Array.from({ length: MOST_AT_ONCE }, join);
  equal(places.includes(null), false);
  equal(join(), null);
  using bobs = joinCrowd("bob");
  ok(bobs);
  places[0]?.[Symbol.dispose]();
  places[0] = join();
  ok(places[0]);
  for (const place of places) place?.[Symbol.dispose]();
});

Deno.test("who signs in over and over from many known browsers keeps nobody else out", async () => {
  const passwords = createPasswordHasher({ cost: 6, concurrency: 2 });
  await using services = await testServices({ passwords });
  const greedy = await addUser(services, { address: "greedy@example.com" });
  await addUser(services);
  const cookies: string[] = [];
  for (let count = 0; count < 9; count++) {
    const result = await signIn(services, request({ address: greedy.address }));
    ok(result.ok && result.deviceCookie);
    cookies.push(result.deviceCookie);
  }
  const crowd = cookies.flatMap((deviceCookie) =>
    Array.from({ length: 20 }, (_, count) =>
      signIn(
        services,
        request({
          address: greedy.address,
          deviceCookie,
          clientAddress: `198.51.100.${count}`,
        }),
      ))
  );
  const other = await signIn(
    services,
    request({ clientAddress: "192.0.2.44" }),
  );
  ok(other.ok);
  const answers = (await Promise.all(crowd)).map((result) =>
    result.ok ? "in" : result.reason
  );
  equal(answers.filter((answer) => answer === "in").length, MOST_AT_ONCE);
  equal(
    answers.filter((answer) => answer === "busy").length,
    answers.length - MOST_AT_ONCE,
  );
});
