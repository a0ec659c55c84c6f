import assert from "node:assert/strict";
import { onEachDatabase } from "../../testing/database/on_each_database.ts";
import { clientInfo } from "../../testing/login_request.ts";
import { plain } from "../../testing/logged_in.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { codeFor } from "../../testing/totp.ts";
import { authenticatorApp } from "../authenticator_app/feature.ts";
import { startSession } from "../session/sessions.ts";
import { recoveryCodes } from "./feature.ts";
import { firstRecoveryCodes } from "./first_codes.ts";
import { replaceRecoveryCodes } from "./own_codes.ts";

const site = { ...TEST_SITE, features: [authenticatorApp, recoveryCodes] };

onEachDatabase(
  "others can write while codes are hashed, which takes seconds",
  async ({ settings }) => {
    await using services = await testServices({ site, settings });
    const { secrets, store, now } = services;
    const ada = await addUser(services);
    const { session } = await startSession(services, ada, plain);
    let writes = 0;
    const { hash } = secrets;
    secrets.hash = async (...hashed) => {
      if (await store.sessions.proveFactor(session.id, now())) writes++;
      return await hash(...hashed);
    };

    const first = await firstRecoveryCodes(services, session);
    assert.equal(first?.length, 10);
    const apps = services.use(authenticatorApp);
    const { id, key } = await apps.begin(ada.id, ada.address);
    const code = codeFor(key, services.now());
    assert.ok(await apps.confirm(ada.id, id, { code, name: "Phone" }));
    const codes = await replaceRecoveryCodes(services, session, clientInfo());
    assert.equal(codes?.length, 10);
    assert.equal(writes, 20);
  },
);
