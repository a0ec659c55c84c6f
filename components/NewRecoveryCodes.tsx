/**
 * New recovery codes, which are shown once.
 *
 * @module
 */
import type { Context } from "fresh";
import { addToReplay } from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { PlainForm } from "./PlainForm.tsx";
import { Title } from "./Title.tsx";
import type { Language } from "../lib/messages/language.ts";
import type { LoggedInState } from "../lib/state.ts";

/** The codes, and a button that downloads them. They can be printed too. */
export function NewRecoveryCodes({ codes, done, address, language }: {
  codes: readonly string[];
  /** What was done before. */
  done?: string;
  /** The address of their account. */
  address: string;
  language: Language;
}) {
  const { fresh } = language.messages.recoveryCodes;
  return (
    <>
      <Title>{fresh.title}</Title>
      <h1>{fresh.title}</h1>
      {done && <p class="done" role="status">{done}</p>}
      <p>
        {fresh.explained} <b>{fresh.once}</b>
      </p>
      <h2>{fill(fresh.heading, { address: <bdi>{address}</bdi> })}</h2>
      <pre class="codes" dir="ltr" translate={false}>{codes.join("\n")}</pre>
      <PlainForm action="/account/recovery-codes" button={fresh.download}>
        <input type="hidden" name="codes" value={codes.join(" ")} />
      </PlainForm>
      <p class="after">{fresh.print}</p>
      <p>
        <a class="button" href="/account">{fresh.done}</a>
      </p>
    </>
  );
}

/**
 * The response to a form that made new codes. Switching the language there shows them again:
 * the form then has them in its field `codes`.
 *
 * @param done What was done before.
 */
export async function showNewRecoveryCodes(
  ctx: Context<LoggedInState>,
  codes: readonly string[],
  done?: string,
): Promise<Response> {
  const { user, language } = ctx.state;
  addToReplay(ctx.state, { codes: codes.join(" ") });
  return await ctx.render(
    <NewRecoveryCodes
      codes={codes}
      done={done}
      address={user.address}
      language={language}
    />,
  );
}
