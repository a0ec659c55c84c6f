import { HttpError, page } from "fresh";
import { Title } from "../../../components/Title.tsx";
import { ERRORS, WHOLE } from "./(_parts)/pages.tsx";
import { define } from "../../../lib/state.ts";

export const handlers = define.handlers({
  GET({ params: { id } }) {
    const status = ERRORS.find((status) => id === `error-${status}`);
    if (status) throw new HttpError(status);
    const whole = WHOLE.get(id);
    if (!whole) throw new HttpError(404);
    return page({ id, whole });
  },
});

export default define.page<typeof handlers>(function ComponentPage(
  { data: { id, whole }, state: { language } },
) {
  return (
    <>
      <Title>{`${id} · Components`}</Title>
      <p class="up">
        <a href="/dev/components">Components</a>
      </p>
      {whole(language)}
    </>
  );
});
