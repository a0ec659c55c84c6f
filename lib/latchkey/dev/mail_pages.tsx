/**
 * Pages with the emails of development: a list, and each email as text and as HTML.
 *
 * @module
 */
import { HttpError } from "fresh";
import { formatTime } from "../email/mail_context.ts";
import { shownAddress } from "../email/shown_address.ts";
import type { Message } from "../email/transport.ts";
import { ENGLISH } from "../i18n/languages.ts";
import type { RequestContext } from "../state.ts";
import { renderDevPage } from "./render.tsx";

/** Emails have inline styles, and neither scripts nor pictures. */
const HTML_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Lists the emails, newest first. */
export async function showMailbox(ctx: RequestContext): Promise<Response> {
  const { mail } = ctx.state.services;
  await mail.settled(); // The previous page may have just sent one.
  const messages = mail.mailbox?.messages() ?? [];
  return await renderDevPage(
    ctx,
    "Mail",
    <>
      <h1>Mail</h1>
      <p class="lead">
        The last 100 emails that the site would have sent. To send them, set
        SMTP_URL.
      </p>
      {messages.length === 0 ? <p>No emails yet.</p> : (
        <ul class="rows">
          {messages.map(({ id, subject, to, sentAt }) => (
            <li key={id}>
              <div>
                <h2>
                  <a href={`/dev/mail/${id}`}>{subject}</a>
                </h2>
                <p>
                  {`To ${shownAddress(to)}, ${formatTime(ENGLISH, sentAt)}`}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </>,
  );
}

/** Shows the text of an email. */
export async function showMessage(ctx: RequestContext): Promise<Response> {
  const { id, subject, to, text } = messageOf(ctx);
  return await renderDevPage(
    ctx,
    `${subject} · Mail`,
    <>
      <h1>{subject}</h1>
      <p>{`To ${shownAddress(to)}`}</p>
      <pre>{text.split(/(https?:\/\/\S+)/).map(withLink)}</pre>
      <p>
        <a href={`/dev/mail/${id}/html`}>View as HTML</a> or{" "}
        <a href="/dev/mail">go back to all emails</a>
      </p>
    </>,
  );
}

/** Shows the HTML of an email. */
export function showHtml(ctx: RequestContext): Response {
  const { html } = messageOf(ctx);
  ctx.state.contentSecurityPolicy = HTML_POLICY;
  return new Response(html, {
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}

function messageOf({ params, state }: RequestContext): Message {
  const message = state.services.mail.mailbox?.byId(params.id);
  if (!message) throw new HttpError(404);
  return message;
}

/** Every second part is a link, because the text was split at links. */
function withLink(part: string, index: number) {
  return index % 2 === 1 ? <a href={part}>{part}</a> : <>{part}</>;
}
