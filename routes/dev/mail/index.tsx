import { page } from "fresh";
import { Title } from "../../../components/Title.tsx";
import { shownAddress } from "../../../lib/latchkey/email/shown_address.ts";
import { ENGLISH } from "../../../lib/latchkey/i18n/languages.ts";
import { timeInWords } from "../../../lib/latchkey/email/mail_context.ts";
import { define } from "../../../lib/state.ts";

export const handlers = define.handlers({
  async GET({ state: { services: { mail } } }) {
    await mail.settled(); // Who comes here from a page wants to see what it sent.
    return page({ messages: mail.mailbox?.messages() ?? [] });
  },
});

export default define.page<typeof handlers>(function MailboxPage({ data }) {
  return (
    <>
      <Title>Mail</Title>
      <h1>Mail</h1>
      <p class="lead">
        The newest 100 emails that would have been sent. Set SMTP_URL to send
        them instead.
      </p>
      {data.messages.length === 0 ? <p>Nothing yet.</p> : (
        <ul class="rows">
          {data.messages.map(({ id, subject, to, sentAt }) => (
            <li key={id}>
              <div>
                <h2>
                  <a href={`/dev/mail/${id}`}>{subject}</a>
                </h2>
                <p>
                  {`To ${shownAddress(to)}, ${timeInWords(ENGLISH, sentAt)}`}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
});
