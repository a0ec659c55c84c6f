import { startBackgroundJobs } from "./background_jobs.ts";
import { addUser, testServices } from "./testing/services.ts";
import { until } from "./testing/until.ts";

Deno.test("background jobs start by sending due emails and removing expired accounts left by an earlier process", async () => {
  await using services = await testServices();
  const { id } = await addUser(services, { address: "gone@example.com" });
  await services.store.users.update(id, { deleteAfter: services.now() });
  await addUser(services);
  await services.store.mailQueue.add({
    id: "0123456789abcdefghijkl",
    kind: "recover",
    data: { address: "ada@example.com" },
    userId: "",
    createdAt: services.now(),
    dueAt: services.now(),
    attempts: 0,
    lastError: "",
  });
  const jobs = startBackgroundJobs(services);
  try {
    await until(() => services.mailbox.messages().length === 1);
    await until(async () => await services.store.users.byId(id) === null);
    await until(() =>
      services.logged.some((line) => /accounts_removed/.test(line))
    );
  } finally {
    jobs.stop();
  }
});

Deno.test("background jobs survive a store failure and log it", async () => {
  await using services = await testServices();
  const users = {
    ...services.store.users,
    dueForDeletion: () => Promise.reject(new Error("disk on fire")),
  };
  const store = { ...services.store, users };
  const jobs = startBackgroundJobs({ ...services, store });
  try {
    await until(() =>
      services.logged.some((line) => /disk on fire/.test(line))
    );
  } finally {
    jobs.stop();
  }
});
