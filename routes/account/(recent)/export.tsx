import { HttpError, page } from "fresh";
import { AccountPage } from "../../../components/AccountPage.tsx";
import { PlainForm } from "../../../components/PlainForm.tsx";
import { exportAccount, recordActivity } from "@latchkey/core";
import { askToWait, rateLimit, visitOf } from "@latchkey/core/http";
import { signedIn } from "../../../lib/state.ts";

/** Five at once, then one each ten minutes: a long history is a lot to read. */
const limit = rateLimit("export", {
  account: { burst: 5, refillSeconds: 600 },
});

/** What the page shows beside the button. */
interface ExportPageData {
  failure?: string;
}

export const handlers = signedIn.handlers<ExportPageData>({
  GET: () => page({}),

  async POST(ctx) {
    const { services, user } = ctx.state;
    const visit = await visitOf(ctx);
    const denied = await limit.take(services, {
      account: user.id,
      client: visit.clientAddress,
    });
    if (denied) {
      const { failure, init } = askToWait(ctx.state.language, denied);
      return page({ failure }, init);
    }
    await recordActivity(services, user, "exported", visit);
    const held = await exportAccount(services, user.id);
    if (!held) throw new HttpError(404);
    return new Response(JSON.stringify(held, null, 2), {
      headers: {
        "content-type": "application/json",
        "content-disposition": 'attachment; filename="latchkey-account.json"',
        "cache-control": "no-store",
      },
    });
  },
});

export default signedIn.page<typeof handlers>(function ExportPage(
  { data, state },
) {
  const { account, export: words } = state.language.words;
  return (
    <AccountPage title={words.title} heading={words.heading} words={account}>
      <p>{words.explained}</p>
      <ul>
        <li>{words.person}</li>
        <li>{words.sessions}</li>
        <li>{words.activity}</li>
        <li>{words.mails}</li>
      </ul>
      <p>{words.password}</p>
      <PlainForm
        action="/account/export"
        failure={data.failure}
        button={words.send}
      />
    </AccountPage>
  );
});
