import assert from "node:assert/strict";
import {
  App,
  cors,
  csp,
  type WebSocketHandlers,
  type WebSocketUpgradeOptions,
} from "fresh";
import { hasOwnFresh } from "../../latchkey/dev/which_fresh.ts";
import { ask } from "./ask.ts";
import { test } from "./differences.ts";

/** Serves an app on a free port of this machine during `work`. */
async function serving(
  app: App<unknown>,
  work: (address: string) => Promise<void>,
): Promise<void> {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    app.handler(),
  );
  try {
    await work(`ws://127.0.0.1:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}

/** Opens a socket, sends a text and resolves to the first message. */
async function echoOf(
  address: string,
  text: string,
  protocols?: string[],
): Promise<string> {
  const socket = new WebSocket(address, protocols);
  const closed = new Promise((done) => socket.onclose = done);
  try {
    return await new Promise((resolve, reject) => {
      socket.onopen = () => socket.send(text);
      socket.onmessage = ({ data }) => resolve(`${data} ${socket.protocol}`);
      socket.onerror = () => reject(new Error("no connection"));
    });
  } finally {
    socket.close();
    await closed;
  }
}

const echo: WebSocketHandlers = {
  message: (socket, event) => socket.send(`echo ${event.data}`),
};

const WANTED = { upgrade: "websocket", connection: "Upgrade" };

test("app.ws upgrades and calls the handlers", async () => {
  const seen: string[] = [];
  const closed = Promise.withResolvers<void>();
  const app = new App().ws("/ws/:room", {
    open: (socket) => void seen.push(`open ${socket.readyState}`),
    message(socket, event) {
      seen.push(`message ${event.data}`);
      socket.send("hi");
    },
    close(_socket, code, reason) {
      seen.push(`close ${typeof code} ${typeof reason}`);
      closed.resolve();
    },
  });
  await serving(app, async (address) => {
    assert.equal(await echoOf(`${address}/ws/1`, "hello"), "hi ");
    await closed.promise;
  });
  assert.deepEqual(seen, [
    `open ${WebSocket.OPEN}`,
    "message hello",
    "close number string",
  ]);
});

test("app.ws negotiates the protocol of its options", async () => {
  const options: WebSocketUpgradeOptions = { protocol: "v2", idleTimeout: 60 };
  const app = new App().ws("/", echo, options);
  await serving(app, async (address) => {
    assert.equal(await echoOf(address, "a", ["v1", "v2"]), "echo a v2");
  });
});

test("ctx.upgrade with handlers returns the response", async () => {
  const app = new App().get("/", (ctx) => ctx.upgrade(echo));
  await serving(app, async (address) => {
    assert.equal(await echoOf(address, "b"), "echo b ");
  });
});

test("ctx.upgrade without handlers returns the socket", async () => {
  const app = new App()
    .get("/none", (ctx) => {
      const { socket, response } = ctx.upgrade();
      socket.onmessage = ({ data }) => socket.send(`raw ${data}`);
      return response;
    })
    .get("/options", (ctx) => {
      const { socket, response } = ctx.upgrade({ protocol: "p" });
      socket.onmessage = ({ data }) => socket.send(`raw ${data}`);
      return response;
    });
  await serving(app, async (address) => {
    assert.equal(await echoOf(`${address}/none`, "c"), "raw c ");
    assert.equal(await echoOf(`${address}/options`, "d", ["p"]), "raw d p");
  });
});

test("middlewares may set headers on the response of an upgrade", async () => {
  const app = new App()
    .use(csp(), cors({ origin: "https://other.example" }))
    .ws("/", echo);
  await serving(app, async (address) => {
    assert.equal(await echoOf(address, "e"), "echo e ");
  });
});

test("answers 400 to a request that isn't for a WebSocket", async () => {
  const app = new App().ws("/ws", echo).get("/get", (ctx) => ctx.upgrade(echo));
  for (
    const headers of [
      {},
      { upgrade: "h2c", connection: "Upgrade" },
      { upgrade: "websocket" },
      { ...WANTED, upgrade: "WebSocket" },
    ] as Record<string, string>[]
  ) {
    for (const path of ["/ws", "/get"]) {
      const response = await ask(app, path, { headers });
      assert.equal(response.status, 400, JSON.stringify(headers));
      const text = await response.text();
      assert.equal(text, "Expected a WebSocket upgrade request");
    }
  }
  assert.equal((await ask(app, "/ws", { method: "POST" })).status, 405);
});

test("answers 400 if the client doesn't offer the protocol", async () => {
  const app = new App().ws("/", echo, { protocol: "p" });
  await serving(app, async (address) => {
    const socket = await fetch(address.replace("ws:", "http:"), {
      headers: {
        ...WANTED,
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      },
    });
    await socket.body?.cancel();
    assert.equal(socket.status, 400);
  });
});

test(
  "an error in a handler is logged and closes its socket, not the server",
  async () => {
    const { error } = console;
    const logged: unknown[] = [];
    console.error = (thrown: unknown) => void logged.push(thrown);
    const app = new App()
      .ws("/sync", { message: (_socket, { data }) => JSON.parse(data) })
      .ws("/async", {
        async message(_socket, { data }) {
          await Promise.resolve();
          JSON.parse(data);
        },
      })
      .ws("/close", {
        message: (socket) => socket.close(4000),
        close() {
          throw new SyntaxError("closed");
        },
      })
      .ws("/echo", echo);
    try {
      await serving(app, async (address) => {
        const codes = [];
        for (const path of ["sync", "async", "close"]) {
          const socket = new WebSocket(`${address}/${path}`);
          socket.onopen = () => socket.send("no JSON");
          const { promise, resolve } = Promise.withResolvers<CloseEvent>();
          socket.onclose = resolve;
          codes.push((await promise).code);
        }
        assert.deepEqual(codes, [1011, 1011, 4000]);
        assert.equal(await echoOf(`${address}/echo`, "f"), "echo f ");
      });
    } finally {
      console.error = error;
    }
    assert.equal(logged.length, 3);
    for (const thrown of logged) assert.ok(thrown instanceof SyntaxError);
  },
  { ignore: !hasOwnFresh() }, // On Fresh itself it would end the process.
);
