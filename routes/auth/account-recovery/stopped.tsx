import { Title } from "../../../components/Title.tsx";
import { define } from "../../../lib/state.ts";

export default define.page(function RecoveryStoppedPage(
  { state: { language: { messages: { accountRecovery: { stopped } } } } },
) {
  return (
    <>
      <Title>{stopped.title}</Title>
      <h1>{stopped.title}</h1>
      <p class="lead">{stopped.explained}</p>
      <p>{stopped.next}</p>
      <p>
        <a class="button" href="/auth/recover">{stopped.setNew}</a>
      </p>
      <p>
        <a href="/">{stopped.home}</a>
      </p>
    </>
  );
});
