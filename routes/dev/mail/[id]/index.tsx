import { HttpError, page } from "fresh";
import { Title } from "../../../../components/Title.tsx";
import { shownAddress } from "../../../../lib/latchkey/email/shown_address.ts";
import { define } from "../../../../lib/state.ts";

export const handlers = define.handlers({
  GET({ params, state: { services: { mail } } }) {
    const message = mail.mailbox?.byId(params.id);
    if (!message) throw new HttpError(404);
    return page({ message });
  },
});

export default define.page<typeof handlers>(function MessagePage(
  { data: { message: { id, subject, to, text } } },
) {
  return (
    <>
      <Title>{`${subject} · Mail`}</Title>
      <h1>{subject}</h1>
      <p>{`To ${shownAddress(to)}. `}</p>
      <pre>{text.split(/(https?:\/\/\S+)/).map(withLink)}</pre>
      <p>
        <a href={`/dev/mail/${id}/html`}>See it as HTML</a> or{" "}
        <a href="/dev/mail">see all mail</a>
      </p>
    </>
  );
});

/** Every second part is a link, since it is what the text was split by. */
function withLink(part: string, index: number) {
  return index % 2 === 1 ? <a href={part}>{part}</a> : <>{part}</>;
}
