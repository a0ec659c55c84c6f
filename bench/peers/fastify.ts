/**
 * An app written by hand on Fastify, which runs on Node and on Deno: a signed cookie holds
 * the id of a session, and one prepared statement reads the session and its user at each
 * request.
 *
 * @module
 */
import cookie from "@fastify/cookie";
import fastify, { type FastifyReply } from "fastify";
import { randomBytes, randomUUID, scrypt } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { options, privatePage } from "./page.ts";

const COOKIE = "__Host-session";
const SESSION_SECONDS = 7 * 24 * 60 * 60;

const database = new DatabaseSync(options.database);
database.exec(`
  pragma journal_mode = wal;
  pragma synchronous = normal;
  create table if not exists users (
    id text primary key,
    email text not null unique,
    password_hash text not null
  ) strict;
  create table if not exists sessions (
    id text primary key,
    user_id text not null references users on delete cascade,
    expires_at integer not null
  ) strict;
`);
const insertUser = database.prepare(
  "insert into users (id, email, password_hash) values (?, ?, ?)",
);
const insertSession = database.prepare(
  "insert into sessions (id, user_id, expires_at) values (?, ?, ?)",
);
const selectSession = database.prepare(`
  select sessions.id, users.id as user_id, users.email
  from sessions join users on users.id = sessions.user_id
  where sessions.id = ? and sessions.expires_at > ?
`);

const app = fastify();
await app.register(cookie, { secret: options.secret });

app.post<{ Body: { email: string; password: string } }>(
  "/sign-up",
  async ({ body: { email, password } }, reply) => {
    const id = randomUUID();
    insertUser.run(id, email, await hashPassword(password));
    startSession(reply, id);
    return reply.code(204).send();
  },
);

app.get("/private", (request, reply) => {
  const { valid, value } = request.unsignCookie(request.cookies[COOKIE] ?? "");
  const session = valid && selectSession.get(value, Date.now());
  if (!session) return reply.redirect("/login", 303);
  return reply.headers(options.headers).send(privatePage(`${session.email}`));
});

const { port } = new URL(await app.listen({ host: "localhost", port: 0 }));
console.log(`http://localhost:${port}`);

async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await promisify(scrypt)(password, salt, 64) as Uint8Array;
  return `${salt.toString("hex")}:${Buffer.from(hash).toString("hex")}`;
}

function startSession(reply: FastifyReply, userId: string): void {
  const id = randomBytes(32).toString("base64url");
  insertSession.run(id, userId, Date.now() + SESSION_SECONDS * 1000);
  reply.setCookie(COOKIE, id, {
    httpOnly: true,
    maxAge: SESSION_SECONDS,
    path: "/",
    sameSite: "lax",
    secure: true,
    signed: true,
  });
}
