import { HttpError, page } from "fresh";
import { AccountPage } from "../../../components/AccountPage.tsx";
import { PlainForm } from "../../../components/PlainForm.tsx";
import { exportAccount, recordActivity } from "@latchkey/core";
import { clientInfoOf, rateLimit } from "@latchkey/core/http";
import { loggedIn } from "../../../lib/state.ts";

/** Five at once, then one every ten minutes, because a long history takes long to read. */
const limit = rateLimit("export", {
  account: { burst: 5, refillSeconds: 600 },
});

/** What the file is called on the user's disk. */
const FILE_NAME = "latchkey-account.json";

interface ExportPageData {
  failure?: string;
}

export const handlers = loggedIn.handlers<ExportPageData>({
  GET: () => page({}),

  async POST(ctx) {
    const { services, user } = ctx.state;
    const wait = await limit.check(ctx);
    if (wait) return page({ failure: wait.failure }, wait.init);
    const clientInfo = await clientInfoOf(ctx);
    await recordActivity(services, user, "exported", clientInfo);
    const exported = await exportAccount(services, user.id);
    if (!exported) throw new HttpError(404);
    return new Response(JSON.stringify(exported, null, 2), {
      headers: {
        "content-type": "application/json",
        "content-disposition": `attachment; filename="${FILE_NAME}"`,
        "cache-control": "no-store",
      },
    });
  },
});

export default loggedIn.page<typeof handlers>(function ExportPage(
  { data, state },
) {
  const { account, export: messages } = state.language.messages;
  return (
    <AccountPage
      title={messages.title}
      messages={account}
    >
      <p>{messages.explained}</p>
      <ul>
        <li>{messages.person}</li>
        <li>{messages.sessions}</li>
        <li>{messages.activity}</li>
        <li>{messages.emails}</li>
      </ul>
      <p>{messages.password}</p>
      <PlainForm
        action="/account/export"
        failure={data.failure}
        button={messages.send}
      />
    </AccountPage>
  );
});
