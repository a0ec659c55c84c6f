/** @module */
import type { Writer } from "../draft.ts";
import { Greeting, Line, NotMe, Visit, visitInWords } from "../parts.tsx";

/** The account was to be deleted and is kept, since somebody signed in. */
export const accountRestored: Writer<"account_restored"> = async (
  desk,
  request,
) => {
  const user = await desk.toTell(request.userId);
  if (!user) return null;
  const words = await visitInWords(request);
  const notMe = await desk.notMe(user);
  return {
    to: user.address,
    subject: "Your account stays",
    body: (
      <>
        <Greeting name={user.name} />
        <Line>
          Your account was to be deleted. Somebody signed in as{" "}
          {user.address}, so it stays.
        </Line>
        <Visit words={words} />
        <NotMe href={notMe} />
      </>
    ),
  };
};
