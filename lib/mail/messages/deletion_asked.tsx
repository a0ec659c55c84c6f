/** @module */
import { timeInWords, type Writer } from "../draft.ts";
import { ActionLink, Greeting, Line, NotMe } from "../parts.tsx";

/** The account will be deleted; signing in keeps it. */
export const deletionAsked: Writer<"deletion_asked"> = async (
  desk,
  { userId },
) => {
  const user = await desk.toTell(userId);
  if (!user || user.deleteAfter === null) return null; // It stays after all.
  const notMe = await desk.notMe(user);
  return {
    to: user.address,
    subject: "Your account will be deleted",
    body: (
      <>
        <Greeting name={user.name} />
        <Line>
          The account of {user.address} will be deleted on{" "}
          {timeInWords(user.deleteAfter)}, with all that is kept about you. Sign
          in before then to keep it.
        </Line>
        <ActionLink href={desk.page("/auth/login")}>
          Sign in and keep it
        </ActionLink>
        <NotMe href={notMe} keeps="keeps the account, " />
      </>
    ),
  };
};
