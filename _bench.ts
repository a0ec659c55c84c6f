import { openStore } from "./lib/store/open.ts";
import { fillStore } from "./bench/fill.ts";
import { aSession, aPerson } from "./bench/site.ts";
await Deno.remove("/tmp/p/f.db").catch(()=>{}); 
const { store, database } = await openStore({ databaseUrl: null, databaseFile: "/tmp/p/f.db" });
const users = []; const sessions = [];
for (let i = 0; i < 100; i++) { const u = aPerson(i, ""); await store.users.create(u); const s = aSession(u); await store.sessions.create(s); sessions.push(s); }
for (let j = 0; j < 4; j++) { const t = performance.now(); for (let i = 0; i < 20000; i++) { const s = sessions[i % 100]; await store.sessions.find(s.id, s.userId); } console.log("find µs", (performance.now() - t) * 1000 / 20000); }
const q = database.prepare;
console.log((await store.sessions.find(sessions[0].id, sessions[0].userId)));
await store.close();
import { openHandle } from "./lib/database/sqlite/handle.ts";
import { readSession } from "./lib/store/sessions.ts";
import { readUser } from "./lib/store/user_rows.ts";
{
  const { store, database } = await openStore({ databaseUrl: null, databaseFile: "/tmp/p/f.db" });
  let sqlText = ""; 
  const { liveSessions } = await import("./lib/store/sessions.ts");
  const { USER_COLUMNS, USER_LISTS } = await import("./lib/store/user_rows.ts");
  const c = liveSessions(database.db).innerJoin("emailAddresses as present", (join) => join.onRef("present.userId", "=", "users.id").on("present.keptUntil", "is", null)).select(USER_COLUMNS).select(USER_LISTS).select(["sessions.id as sessionId","sessions.userId","sessions.epoch","sessions.remembered","sessions.bearer","sessions.userAgent","sessions.createdAt as startedAt","sessions.lastSeenAt","sessions.passwordAt","sessions.expiresAt"]).where("sessions.id", "=", "A").where("sessions.userId", "=", "B").compile();
  console.log(c.sql, c.parameters);
  const h = openHandle("/tmp/p/f.db", { readOnly: true });
  const bench = (n: string, f: (i: number) => unknown) => { for (let j = 0; j < 3; j++) { const t = performance.now(); for (let i = 0; i < 20000; i++) f(i); if (j == 2) console.log(n, ((performance.now() - t) * 1000 / 20000).toFixed(1)); } };
  const st = h.database.prepare(c.sql);
  bench("raw all", (i) => st.all(sessions[i % 100].id, sessions[i % 100].userId));
  bench("raw get", (i) => st.get(sessions[i % 100].id, sessions[i % 100].userId));
  const st2 = h.database.prepare(c.sql); st2.setReturnArrays(true);
  bench("raw get arrays", (i) => st2.get(sessions[i % 100].id, sessions[i % 100].userId));
  bench("handle query", (i) => h.query({ sql: c.sql, parameters: [sessions[i % 100].id, sessions[i % 100].userId] }));
  const noLists = h.database.prepare(c.sql.replace(/\(select string_agg\(role.*?as "roles"/s, `null as "roles"`).replace(/\(select string_agg\(\s*kept.*?as "former_addresses"/s, `null as "former_addresses"`));
  bench("no lists", (i) => noLists.get(sessions[i % 100].id, sessions[i % 100].userId));
  const row: any = st.get(sessions[0].id, sessions[0].userId);
  const camel: any = Object.fromEntries(Object.entries(row).map(([k, v]) => [k.replace(/_([a-z])/g, (_: string, x: string) => x.toUpperCase()), v]));
  bench("readUser", () => readUser(camel));
  bench("readSession", () => readSession(camel));
  console.log(h.database.prepare("explain query plan " + c.sql).all("a","b").map((x: any) => x.detail));
}
