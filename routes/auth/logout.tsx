import { page } from "fresh";
import { LogoutForm } from "../../components/SiteMap.tsx";
import { Title } from "../../components/Title.tsx";
import { logOut } from "@latchkey/core/http";
import { define } from "../../lib/state.ts";

export const handlers = define.handlers({
  GET: (ctx) => ctx.state.user ? page() : ctx.redirect("/", 303),
  POST: logOut,
});

export default define.page<typeof handlers>(function LogoutPage(
  { state },
) {
  const { logout, site } = state.language.messages;
  return (
    <>
      <Title>{logout.title}</Title>
      <h1>{logout.title}</h1>
      <p>{logout.question}</p>
      <LogoutForm messages={site} />
    </>
  );
});
