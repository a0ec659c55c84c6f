import { page } from "fresh";
import { LogoutForm } from "../../components/SiteMap.tsx";
import { Title } from "../../components/Title.tsx";
import { endSession } from "@latchkey/core";
import { accessTokenCookie } from "@latchkey/core/http";
import { define } from "../../lib/state.ts";

export const handlers = define.handlers({
  GET(ctx) {
    return ctx.state.user ? page() : ctx.redirect("/", 303);
  },

  async POST(ctx) {
    const { services, session } = ctx.state;
    const response = ctx.redirect("/", 303);
    if (!session) return response;
    await endSession(services, session.id);
    const cookie = accessTokenCookie(services.settings);
    response.headers.append("set-cookie", cookie.clear());
    return response;
  },
});

export default define.page<typeof handlers>(function LogoutPage(
  { state },
) {
  const { logout, site } = state.language.words;
  return (
    <>
      <Title>{logout.title}</Title>
      <h1>{logout.title}</h1>
      <p>{logout.question}</p>
      <LogoutForm words={site} />
    </>
  );
});
