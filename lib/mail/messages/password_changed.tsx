/** @module */
import type { Writer } from "../draft.ts";
import { Greeting, Line, NotMe, Visit, visitInWords } from "../parts.tsx";

/** The password of an account was changed or recovered. */
export const passwordChanged: Writer<"password_changed"> = async (
  desk,
  request,
) => {
  const user = await desk.toTell(request.userId);
  if (!user) return null;
  const words = await visitInWords(request);
  const notMe = await desk.notMe(user);
  return {
    to: user.address,
    subject: "Your password was changed",
    body: (
      <>
        <Greeting name={user.name} />
        <Line>
          The password of {user.address}{" "}
          was changed, and all other browsers were signed out.
        </Line>
        <Visit words={words} />
        <NotMe href={notMe} />
      </>
    ),
  };
};
