/**
 * Better Auth with Hono on Deno, over SQLite: its cookie cache is off, as by default, so
 * that it reads the session and its user at each request.
 *
 * @module
 */
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { Hono } from "hono";
import { DatabaseSync } from "node:sqlite";
import { options, privatePage } from "./page.ts";

const database = new DatabaseSync(options.database);
database.exec("pragma journal_mode = wal; pragma synchronous = normal;");

const auth = betterAuth({
  baseURL: options.origin,
  secret: options.secret,
  database,
  emailAndPassword: { enabled: true },
  logger: { disabled: true },
});
await (await getMigrations(auth.options)).runMigrations();

const app = new Hono();

app.post("/api/auth/*", ({ req }) => auth.handler(req.raw));

app.get("/private", async (context) => {
  const { headers } = context.req.raw;
  const session = await auth.api.getSession({ headers });
  if (!session) return context.redirect("/login", 303);
  return context.html(privatePage(session.user.email), 200, options.headers);
});

Deno.serve({
  hostname: "localhost",
  port: 0,
  onListen: ({ port }) => console.log(`http://localhost:${port}`),
}, app.fetch);
