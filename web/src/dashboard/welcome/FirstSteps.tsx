import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import type { Person } from "../../api/account";
import { Action, ActionLink } from "../../ui/controls/Action";
import { TextArea } from "../../ui/TextArea";
import { type FieldProblems, FormProblems } from "../form/FormProblems";
import { LeaveGuard } from "../form/LeaveGuard";
import { isAtLeast } from "../me";
import { Claims } from "../organizations/Claims";
import { useModel } from "../settings/model/useModel";
import { SignInLayout } from "../signin/SignInLayout";
import { ConnectModel } from "./ConnectModel";
import { NoOrganization } from "./NoOrganization";
import { useGenerator } from "./useGenerator";

type Place = NonNullable<Person["organization"]>;

/** The first run once there is an account: asks for the goal of a first interview, then offers to connect a model. */
export function FirstSteps({ person }: { person: Person }) {
  if (person.organization === null) return <NoOrganization person={person} />;
  return <Steps organization={person.organization} canConnect={isAtLeast(person.role ?? "VIEWER", "ADMIN")} />;
}

function Steps({ organization, canConnect }: { organization: Place; canConnect: boolean }) {
  const [goal, setGoal] = useState("");
  const [isConnecting, setConnecting] = useState(false);
  const setting = useModel();
  const generate = useGenerator();
  // The step is skipped if there is already a model, or if the person may not choose one.
  const asksModel = canConnect && setting.current?.value.thinks === null;
  return (
    <>
      <LeaveGuard isUnsaved={goal.trim() !== ""} />
      {isConnecting && setting.current !== null ? (
        <ConnectModel
          current={setting.current}
          setting={setting}
          onBack={() => {
            setConnecting(false);
          }}
          onDone={() => {
            generate(goal);
          }}
        />
      ) : (
        <GoalStep
          name={organization.name}
          goal={goal}
          onChange={setGoal}
          onDone={() => {
            if (asksModel) setConnecting(true);
            else generate(goal);
          }}
        />
      )}
    </>
  );
}

interface GoalStepProps {
  name: string;
  goal: string;
  onChange: (goal: string) => void;
  onDone: () => void;
}

function GoalStep({ name, goal, onChange, onDone }: GoalStepProps) {
  const { t } = useLingui();
  const [problems, setProblems] = useState<FieldProblems>({});
  return (
    <SignInLayout heading={t`What do you want to learn?`} step="goal">
      <p className="text-read text-ink-2">
        <Trans>{name} is ready. Describe an interview in your own words, and Aural drafts it for you to edit.</Trans>
      </p>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const found =
            goal.trim() === "" ? { goal: t`Describe what you want to learn, or start with a template.` } : {};
          setProblems(found);
          if (found.goal === undefined) onDone();
        }}
      >
        {problems.goal !== undefined && <FormProblems problems={problems} />}
        <TextArea
          id="goal"
          label={t`What you want to learn`}
          hint={t`For example: whether someone can run a service and learn from outages.`}
          value={goal}
          error={problems.goal}
          onChange={({ target }) => {
            onChange(target.value);
          }}
        />
        <div className="flex flex-wrap gap-2">
          <Action isPrimary type="submit">
            <Trans>Continue</Trans>
          </Action>
          <ActionLink to="/interviews/new" state={{ goal: goal.trim() }} ignoreBlocker look="quiet">
            <Trans>Start with a template</Trans>
          </ActionLink>
        </div>
      </form>
      <Claims />
    </SignInLayout>
  );
}
